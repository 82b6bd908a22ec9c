"""The commands there are without a window, in the order in which help lists them."""

from engine.cli.checks import CHECKS
from engine.cli.command import Command
from engine.cli.doctor import doctor_command
from engine.cli.evaluate import EVAL
from engine.cli.new import NEW
from engine.cli.show import SHOW
from engine.cli.test import TEST
from engine.cli.train import TRAIN

COMMANDS: dict[str, Command] = {
    command.name: command for command in (NEW, SHOW, EVAL, TRAIN, TEST, doctor_command(CHECKS))
}

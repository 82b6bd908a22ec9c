"""The parts of a project file and the most that each may hold, packed or not."""

DOCUMENT = "project.json"
PARAMETERS = "parameters.safetensors"
DATA = "data.safetensors"

MAX_BYTES = {DOCUMENT: 8 * 2**20, PARAMETERS: 2**30, DATA: 256 * 2**20}

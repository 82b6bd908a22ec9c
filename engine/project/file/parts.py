"""The parts of a project file and the most that each may hold, packed or not."""

from engine.network.memory import memory_for_networks

DOCUMENT = "project.json"
PARAMETERS = "parameters.safetensors"
DATA = "data.safetensors"

# A zip holds up to 4 GiB without extensions that would let its table of contents grow beyond all bounds. Read, the
# parameters are in memory twice for a moment.
MAX_BYTES = {DOCUMENT: 64 * 2**20, PARAMETERS: min(memory_for_networks() // 2, 2**32 - 2**27), DATA: 256 * 2**20}

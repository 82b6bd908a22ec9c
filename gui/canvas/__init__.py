"""The canvas: layers and neurons to see, drag, wire and edit."""

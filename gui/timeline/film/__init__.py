"""The recording of a run as a film: a GIF, or an MP4 where the program that writes it is installed."""

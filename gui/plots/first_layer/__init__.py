"""The weights of the neurons that read a picture, as pictures."""

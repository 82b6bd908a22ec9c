"""What joins canvas, panels and plots with the session, the selection and each other."""

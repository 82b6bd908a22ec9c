"""What lies over the drawing: legend, minimap, notes, snowflakes."""

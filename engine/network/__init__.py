"""What a network is: layers, connections, their parameters, and the edits that make one network from another."""

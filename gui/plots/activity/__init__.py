"""What a layer's neurons do over the samples, as a plot."""

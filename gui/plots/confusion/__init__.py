"""Which classes are taken for which: the confusion matrix, in its plot and in the metrics panel."""

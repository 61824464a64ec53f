"""The casework screens of the desk. Views ask ``queries`` and call services; nothing else."""

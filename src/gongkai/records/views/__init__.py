"""The record screens of the desk. Views ask ``workbench`` and call services; nothing else."""

"""The window: widgets in code. Reads `store.queries`, asks `background.desk`, nothing else."""

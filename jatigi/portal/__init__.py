"""The public pages. They read published releases and nothing else."""

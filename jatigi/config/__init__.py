"""Settings, addresses, reactions and the command line: the only place that knows every package."""

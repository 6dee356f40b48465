"""What is asked: versions, dimensions, indicators, levels, concordances."""

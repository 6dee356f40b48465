"""Reads shaped for a page. Each takes a fixed number of queries, however many countries and rounds are published."""

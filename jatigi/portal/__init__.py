"""The public pages. They read published releases and nothing else.

*Index*: tables of this package, filled only from verified releases and rebuilt at any time by ``jatigi site reindex``.
*Shown*: of several releases of one round, the one that its page shows. *Current*: the round a country's page opens on.
"""

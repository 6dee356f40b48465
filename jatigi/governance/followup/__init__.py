"""From what was recommended to what was done and what it changed.

A *recommendation* (recommandation) comes from findings or from the floor; institutions set its *priority* (priorité);
an *action* (action) of a *plan* (plan d'action) serves one or several; institutions report *progress* (rapport
d'avancement) on actions; each says which *movement* (mouvement attendu) of an answer it expects.
"""

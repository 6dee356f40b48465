"""Meetings and what institutions say: programme, positions, remarks, and the answer given to each.

A *consultation* (consultation) puts *items* (points soumis) to institutions; an institution takes a *position*
(position); anyone heard leaves a *remark* (observation); each is answered by a *disposition* (suite donnée). Nothing
here edits an answer: what is accepted goes through the ordinary review.
"""

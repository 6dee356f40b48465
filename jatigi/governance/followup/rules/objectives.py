"""The 23 objectives of the Global Compact for Safe, Orderly and Regular Migration, by number, in our own short words
(the Compact's titles are longer): French, English. Source: United Nations, A/RES/73/195, paragraph 16."""

from typing import Final

OBJECTIVES: Final[dict[int, tuple[str, str]]] = {
    1: ("Des données fiables pour décider", "Reliable data to decide with"),
    2: ("Agir sur ce qui contraint au départ", "Acting on what forces people to leave"),
    3: ("Informer à chaque étape du parcours", "Informing at every stage of the journey"),
    4: ("Une identité prouvée et des papiers", "Proof of identity and papers"),
    5: ("Davantage de voies régulières", "More regular pathways"),
    6: ("Recrutement équitable et travail décent", "Fair recruitment and decent work"),
    7: ("Réduire les vulnérabilités", "Reducing vulnerabilities"),
    8: ("Sauver des vies, rechercher les disparus", "Saving lives, searching for the missing"),
    9: ("Répondre ensemble au trafic de migrants", "Answering smuggling together"),
    10: ("Prévenir et combattre la traite", "Preventing and fighting trafficking"),
    11: ("Des frontières gérées de façon sûre et concertée", "Borders managed safely and in concert"),
    12: ("Des procédures prévisibles pour orienter chacun", "Predictable procedures to refer each person"),
    13: ("La rétention en dernier recours", "Detention as a last resort"),
    14: ("Protection et aide consulaires", "Consular protection and help"),
    15: ("L’accès aux services de base", "Access to basic services"),
    16: ("Inclusion et cohésion sociale", "Inclusion and social cohesion"),
    17: ("Contre les discriminations, pour un débat étayé", "Against discrimination, for an informed debate"),
    18: ("Compétences développées et reconnues", "Skills developed and recognised"),
    19: ("Migrants et diasporas, acteurs du développement", "Migrants and diasporas contributing to development"),
    20: ("Des envois d’argent plus sûrs et moins chers", "Safer and cheaper remittances"),
    21: ("Retour digne et réintégration durable", "Dignified return and lasting reintegration"),
    22: ("Droits sociaux qui suivent la personne", "Social entitlements that move with the person"),
    23: ("Coopération et partenariats", "Cooperation and partnerships"),
}

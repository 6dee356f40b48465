"""The sectors into whose policy migration is usually brought. A country names its own beside them."""

from typing import Final

STAGES: Final = ("named", "budgeted", "acted_on", "measured")

#: code → title (French, English), in the order in which they are offered.
USUAL: Final[dict[str, tuple[str, str]]] = {
    "employment": ("Emploi", "Employment"),
    "health": ("Santé", "Health"),
    "education": ("Éducation", "Education"),
    "agriculture": ("Agriculture", "Agriculture"),
    "local-government": ("Collectivités territoriales", "Local government"),
    "environment": ("Environnement et climat", "Environment and climate"),
    "security": ("Sécurité et frontières", "Security and borders"),
    "social-protection": ("Protection sociale", "Social protection"),
    "justice": ("Justice", "Justice"),
    "housing": ("Logement et villes", "Housing and cities"),
}

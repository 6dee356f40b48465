"""The first sheet of a workbook: how to fill it in, in French and English side by side."""

#: what it is about (French, English), what to do in French, in English
NOTES: tuple[tuple[str, str, str, str], ...] = (
    (
        "Remplir",
        "Filling in",
        "Répondez dans la feuille « Questions », colonnes claires à droite. Rien d’autre n’est à changer ; les autres "
        "cellules sont protégées.",
        "Answer on the sheet “Questions”, in the light columns on the right. Nothing else is to be changed; the other "
        "cells are protected.",
    ),
    (
        "Niveau",
        "Level",
        "Choisissez dans la liste le niveau dont la description convient à la date de référence. « Inconnu » est une "
        "réponse honnête : elle ne compte pas comme une lacune.",
        "Choose from the list the level whose description fits on the reference date. “Unknown” is an honest answer: "
        "it does not count as a gap.",
    ),
    (
        "Confiance",
        "Confidence",
        "Dites à quel point vous êtes sûrs de la réponse : faible, moyenne ou élevée.",
        "Say how sure you are of the answer: low, medium or high.",
    ),
    (
        "Cause du changement",
        "Cause of the change",
        "Seulement quand le niveau n’est pas celui du dernier exercice, ou celui que vous aviez remis : dites ce qui "
        "l’a fait changer.",
        "Only where the level is not that of the last round, or not the one you handed in: say what has changed it.",
    ),
    (
        "Raisons",
        "Reasons",
        "Une ou deux phrases, dans la langue de votre choix (20 000 caractères au plus). Indiquez cette langue dans la "
        "dernière colonne ; vide, c’est la première langue de l’exercice.",
        "A sentence or two, in the language of your choice (at most 20,000 characters). Name that language in the last "
        "column; left empty, it is the round’s first language.",
    ),
    (
        "Citations",
        "Citations",
        "Feuille « Citations » : une ligne par texte ou preuve sur quoi la réponse repose. Choisissez la question et "
        "le texte dans les listes ; donnez l’article ou la page et, si possible, un court extrait avec sa langue.",
        "Sheet “Citations”: one line for each text or piece of evidence on which the answer rests. Choose the question "
        "and the text from the lists; give the article or page and, if possible, a short quote with its language.",
    ),
    (
        "Textes terminés",
        "Texts that have ended",
        "Un texte qui n’est plus en vigueur peut être cité : choisissez alors « oui » dans la dernière colonne et "
        "dites dans les raisons ce qui s’ensuit.",
        "A text that is no longer in force may be cited: then choose “yes” in the last column and say in the reasons "
        "what follows from it.",
    ),
    (
        "Registre",
        "Register",
        "La feuille « Registre » montre ce qui peut être cité. Un texte manque ? Demandez à la coordination de "
        "l’inscrire ; une autre référence n’est pas acceptée.",
        "The sheet “Registre” shows what may be cited. Is a text missing? Ask the coordination to enter it; another "
        "reference is not accepted.",
    ),
    (
        "Formules",
        "Formulas",
        "Aucune formule : seulement des textes et des choix des listes.",
        "No formulas: only texts and choices from the lists.",
    ),
    (
        "Rendre le fichier",
        "Returning the file",
        "Enregistrez au format .xlsx (Excel ou LibreOffice) et renvoyez le fichier à qui vous l’a donné. Avant que "
        "rien ne soit écrit, on y voit ce qui changerait. Ce qu’une autre personne a changé n’est pas écrasé.",
        "Save it as .xlsx (Excel or LibreOffice) and send the file back to whoever gave it to you. Before anything is "
        "written, they see what would change. What somebody else has changed meanwhile is not overwritten.",
    ),
)

#: what a workbook rebuilt or invented says of its round, by origin (DESIGN: origin goes wherever the content goes)
ORIGINS: dict[str, tuple[str, str]] = {
    "official": ("officiel", "official"),
    "reconstructed": (
        "reconstitué par le projet à partir de sources publiques ; ce n’est pas le profil officiel",
        "rebuilt by the project from public sources; it is not the official profile",
    ),
    "fictional": ("fictif", "fictional"),
}

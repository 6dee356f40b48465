"""What scoring says, in French: template → template, with the same ``{names}``. A test compares the two."""

from collections.abc import Mapping
from typing import Final

FRENCH: Final[Mapping[str, str]] = {
    # The sentence of a problem
    "{where}: found {found}; accepted: {accepted}. {advice}": (
        "{where} : trouvé {found} ; accepté : {accepted}. {advice}"
    ),
    "… and {more} more.": "… et {more} de plus.",
    "{first}; {then}": "{first} ; {then}",
    "{accepted} (did you mean {nearest}?)": "{accepted} (vouliez-vous dire {nearest} ?)",
    # Places
    "file": "fichier",
    "all lines": "toutes les lignes",
    "line {line}": "ligne {line}",
    "line {line}, {column}": "ligne {line}, {column}",
    "{file}, line {line}": "{file}, ligne {line}",
    "{parent}, the id of a framework": "{parent}, l’identifiant d’un référentiel",
    "{parent}, the id of a dimension": "{parent}, l’identifiant d’une dimension",
    "{parent}, the id of a subdimension": "{parent}, l’identifiant d’une sous-dimension",
    "{parent}, the id of an indicator": "{parent}, l’identifiant d’un indicateur",
    "{where}, a level's id": "{where}, l’identifiant d’un niveau",
    "{where}, level {id}": "{where}, niveau {id}",
    "{where}, a class's id": "{where}, l’identifiant d’une classe",
    "{where}, a class's from": "{where}, le « from » d’une classe",
    "{where}, class {id}": "{where}, classe {id}",
    # Files
    "No such file or directory": "un fichier ou un dossier qui n’existe pas",
    "Permission denied": "un accès refusé",
    "Is a directory": "un dossier",
    "Not a directory": "un chemin qui passe par un fichier",
    "No space left on device": "un disque plein",
    "File name too long": "un nom de fichier trop long",
    "Read-only file system": "un disque en lecture seule",
    "an unreadable file": "un fichier illisible",
    "a larger file": "un fichier plus grand",
    "a YAML file": "un fichier YAML",
    "a CSV file": "un fichier CSV",
    "a JSON file": "un fichier JSON",
    "a workbook or zip file": "un classeur ou un fichier zip",
    "more than {most} bytes": "plus de {most} octets",
    "at most {most} bytes": "au plus {most} octets",
    "at most {most}": "au plus {most}",
    "at most {most} lines": "au plus {most} lignes",
    "at most {most} cells": "au plus {most} cellules",
    "a folder that is there and may be written to": "un dossier qui existe et où l’on peut écrire",
    "UTF-8 text": "du texte en UTF-8",
    "text in UTF-16, not UTF-8": "du texte en UTF-16, et non en UTF-8",
    "the byte {byte}, not UTF-8": "l’octet {byte}, qui n’est pas de l’UTF-8",
    "the byte {byte}, not UTF-8 ({letter} as Windows writes it)": (
        "l’octet {byte}, qui n’est pas de l’UTF-8 ({letter} tel que Windows l’écrit)"
    ),
    "a zero byte": "un octet nul",
    "text that is not JSON": "du texte qui n’est pas du JSON",
    "lists within lists without end": "des listes dans des listes, sans fin",
    # Answers
    "{required} and optionally {optional}, separated by commas or by semicolons": (
        "{required} et, si l’on veut, {optional}, séparés par des virgules ou des points-virgules"
    ),
    "a header {what}": "un en-tête {what}",
    "without {columns}": "sans {columns}",
    "with unknown {columns}": "avec {columns}, colonne inconnue",
    "with twice {columns}": "avec deux fois {columns}",
    "a quote that does not fit": "un guillemet qui n’est pas à sa place",
    "cells with their quotes closed": "des cellules dont les guillemets se ferment",
    "no answers": "aucune réponse",
    "at least one line below the header": "au moins une ligne sous l’en-tête",
    "one more line": "une ligne de plus",
    "{count} cells": "{count} cellules",
    "{count} cells, as in the header": "{count} cellules, comme dans l’en-tête",
    "a cell of {length} characters": "une cellule de {length} caractères",
    "a letter or digit, then letters, digits, `.`, `_` or `-` (at most 100)": (
        "une lettre ou un chiffre, puis des lettres, des chiffres, `.`, `_` ou `-` (100 au plus)"
    ),
    "an indicator id of the framework": "l’identifiant d’un indicateur du référentiel",
    "a number such as 12 or 39.9, {states}": "un nombre comme 12 ou 39.9, {states}",
    "{number}, where line {line} has the other decimal mark": (
        "{number}, alors que la ligne {line} a l’autre signe décimal"
    ),
    "one decimal mark in the whole file": "un seul signe décimal dans tout le fichier",
    "the same assessor a second time": "le même évaluateur une seconde fois",
    "the same assessor a second time, as on line {line}": (
        "le même évaluateur une seconde fois, comme à la ligne {line}"
    ),
    "one answer per assessor, indicator, jurisdiction and round": (
        "une réponse par évaluateur, indicateur, juridiction et exercice"
    ),
    "weights from {least} to {most}": "des poids de {least} à {most}",
    "one weight": "un seul poids",
    "{units} units × {indicators} indicators": "{units} unités × {indicators} indicateurs",
    # Frameworks
    "no document": "aucun document",
    "at least one framework document": "au moins un document de référentiel",
    "a mapping of keys to values": "des clés avec leurs valeurs",
    "a list": "une liste",
    'text in quotes, such as "1.0"': 'du texte entre guillemets, comme "1.0"',
    '"framework@version", or null': '"référentiel@version", ou null',
    "a letter, then letters, digits, `.`, `_` or `-`, as text": (
        "une lettre, puis des lettres, des chiffres, `.`, `_` ou `-`, en texte"
    ),
    "an id used twice": "un identifiant employé deux fois",
    "an id used once": "un identifiant employé une fois",
    "an id of its own, none of {reserved}": "un identifiant propre, autre que {reserved}",
    "one id for each class": "un identifiant par classe",
    "no indicators below it": "aucun indicateur en dessous",
    "at least one indicator": "au moins un indicateur",
    "a first document that extends nothing": "un premier document qui ne prolonge rien",
    "a chain without a loop, of {most} files at most": "une chaîne sans boucle, de {most} fichiers au plus",
    "a scale that its base defines otherwise": "une échelle que sa base définit autrement",
    "the base's scale": "l’échelle de la base",
    "weight {weight}, {mean}": "poids {weight}, {mean}",
    "weight {weight}, {mean}, or neither": "poids {weight}, {mean}, ou ni l’un ni l’autre",
    "a declared scale ({declared})": "une échelle déclarée ({declared})",
    "none is declared": "aucune ne l’est",
    "a number above 0 (from 1e-12 to 1e12)": "un nombre au-dessus de 0 (de 1e-12 à 1e12)",
    "arithmetic or geometric": "arithmetic ou geometric",
    "a number from 0 to 1": "un nombre de 0 à 1",
    "a number from {least} to 1": "un nombre de {least} à 1",
    "a number, or `data`": "un nombre, ou `data`",
    "both `levels` and `range`": "`levels` et `range` à la fois",
    "neither `levels` nor `range`": "ni `levels` ni `range`",
    "one of the two": "l’un des deux",
    "{count} level(s)": "{count} niveau(x)",
    "levels that are all worth the same": "des niveaux qui valent tous la même chose",
    "at least two levels of different values": "au moins deux niveaux de valeurs différentes",
    "a min below the max": "un min inférieur au max",
    "higher or lower (which is better)": "higher ou lower (le meilleur sens)",
    "from {start}, so that scores below it have no class": "from {start}, si bien qu’en dessous il n’y a pas de classe",
    "from {start}, followed by from {next}": "from {start}, suivi de from {next}",
    "classes in ascending order": "des classes en ordre croissant",
    "to {end}, a gap or an overlap with what follows": "to {end}, un trou ou un chevauchement avec la suite",
    "to {end}, or no `to`": "to {end}, ou pas de `to`",
    # Goalposts
    "no bounds": "aucune borne",
    "a min and a max": "un min et un max",
    "fixed or unknown goalposts": "un indicateur à bornes fixes, ou inconnu",
    "no indicator: all scales of this framework are fixed": "aucun : toutes les échelles de ce référentiel sont fixes",
    "[min, max], the min below the max": "[min, max], le min inférieur au max",
    "{example}, or the release.json of a release": "{example}, ou le release.json d’une publication",
    # Arrays
    "an array of {shape}": "un tableau de {shape}",
    "an infinite value": "une valeur infinie",
    "finite numbers in two dimensions": "des nombres finis en deux dimensions",
    "numbers from 0 to 1, or NaN": "des nombres de 0 à 1, ou NaN",
    "a low and a high, the low one first, or neither": "un bas et un haut, le bas d’abord, ou ni l’un ni l’autre",
    "a scale that indicators use ({known})": "une échelle qu’emploient des indicateurs ({known})",
    "{count} different values": "{count} valeurs différentes",
    # What to do
    "Correct the framework file and check it with `jatigi framework check`.": (
        "Corrigez le fichier du référentiel et vérifiez-le avec `jatigi framework check`."
    ),
    "Give every framework, node, scale, level and class one id, used once in the whole chain of files.": (
        "Donnez à chaque référentiel, nœud, échelle, niveau et classe un identifiant, employé une seule fois dans toute"
        " la chaîne de fichiers."
    ),
    "Give the files of a module base first, each extending the one before it.": (
        "Donnez les fichiers d’un module la base d’abord, chacun prolongeant le précédent."
    ),
    "A module only adds to its base; publish a new version of the base to change it.": (
        "Un module ne fait qu’ajouter à sa base ; pour la changer, publiez-en une nouvelle version."
    ),
    "Write a weight above zero; leave the node out if it must not count.": (
        "Écrivez un poids au-dessus de zéro ; ôtez le nœud s’il ne doit pas compter."
    ),
    "Choose one of the two means.": "Choisissez l’une des deux moyennes.",
    "Declare the scale under `scales`, or correct its name.": (
        "Déclarez l’échelle sous `scales`, ou corrigez son nom."
    ),
    "Order the levels from worst to best, with values between 0 and 1.": (
        "Rangez les niveaux du pire au meilleur, avec des valeurs entre 0 et 1."
    ),
    "Write two numbers, the smaller first, or `data`.": "Écrivez deux nombres, le plus petit d’abord, ou `data`.",
    "Let the first class start at 0 and each class end where the next one starts.": (
        "Faites commencer la première classe à 0 et finir chaque classe où commence la suivante."
    ),
    "Write the share of weight that must be known, between 0 and 1.": (
        "Écrivez la part de poids qui doit être connue, entre 0 et 1."
    ),
    "Check the path and the file's encoding.": "Vérifiez le chemin et l’encodage du fichier.",
    "Check the path; save the sheet as “CSV UTF-8”.": ("Vérifiez le chemin ; enregistrez la feuille en « CSV UTF-8 »."),
    "In Excel, save the sheet as “CSV UTF-8”.": "Dans Excel, enregistrez la feuille en « CSV UTF-8 ».",
    "Split the file by jurisdiction or by round; each part is scored alone.": (
        "Partagez le fichier par juridiction ou par exercice ; chaque partie se calcule seule."
    ),
    "Correct the header, the first line of the file.": "Corrigez l’en-tête, première ligne du fichier.",
    "Give the line as many cells as the header has.": "Donnez à la ligne autant de cellules qu’en a l’en-tête.",
    "Use the stable id, without spaces, accents or formula signs.": (
        "Employez l’identifiant permanent, sans espaces, ni accents, ni signes de formule."
    ),
    "Use an indicator id of this framework.": "Employez l’identifiant d’un indicateur de ce référentiel.",
    "Write one of the accepted values exactly; delete the line if nothing was answered.": (
        "Écrivez exactement l’une des valeurs acceptées ; ôtez la ligne si rien n’a été répondu."
    ),
    "Write digits with a decimal point (in a file with semicolons also a comma), nothing else.": (
        "Écrivez des chiffres avec un point décimal (ou une virgule dans un fichier à points-virgules), rien d’autre."
    ),
    "Write all numbers of the file with a comma, or all with a point; no thousands separators.": (
        "Écrivez tous les nombres du fichier avec une virgule, ou tous avec un point ; sans séparateur de milliers."
    ),
    "Leave the cell empty to keep the framework's weight.": (
        "Laissez la cellule vide pour garder le poids du référentiel."
    ),
    "Leave the cell empty if confidence was not recorded.": (
        "Laissez la cellule vide si la confiance n’a pas été notée."
    ),
    "Keep one line; several assessors are told apart by the column `assessor`.": (
        "Gardez une seule ligne ; plusieurs évaluateurs se distinguent par la colonne `assessor`."
    ),
    "One indicator has one weight in a jurisdiction and round, whoever answers.": (
        "Un indicateur a un seul poids dans une juridiction et un exercice, quel que soit l’évaluateur."
    ),
    "Give every array one row per unit and one column per indicator of the framework.": (
        "Donnez à chaque tableau une ligne par unité et une colonne par indicateur du référentiel."
    ),
    "Normalise first: `normalise(framework, answers)` gives values between 0 and 1.": (
        "Normalisez d’abord : `normalise(framework, answers)` donne des valeurs entre 0 et 1."
    ),
    "Give frozen bounds for every indicator whose scale says `data`.": (
        "Donnez des bornes figées pour chaque indicateur dont l’échelle dit `data`."
    ),
    "Give the release.json of a release, or what `--freeze` wrote.": (
        "Donnez le release.json d’une publication, ou ce qu’a écrit `--freeze`."
    ),
    "Leave out what the framework measures otherwise; check that it is the same version.": (
        "Ôtez ce que le référentiel mesure autrement ; vérifiez que c’est la même version."
    ),
    "Give the scale a fixed min and max, or pass the bounds frozen with an earlier release.": (
        "Donnez à l’échelle un min et un max fixes, ou les bornes figées avec une publication antérieure."
    ),
    "Create the folder, or name another place.": "Créez le dossier, ou indiquez un autre endroit.",
    "Give a table with one row per assessor and one column per item, NaN where nothing was said.": (
        "Donnez un tableau avec une ligne par évaluateur et une colonne par objet, NaN où rien n’a été dit."
    ),
    "Choose the level of measurement of the scale.": "Choisissez le niveau de mesure de l’échelle.",
}

"""The first sheet of a framework's workbook: what goes where, in French and English side by side."""

# The way from the empty workbook to a version, for those who begin: as the lines of NOTES.
STEPS: tuple[tuple[str, str, str, str], ...] = (
    (
        "1. framework",
        "",
        "Donnez un identifiant au référentiel (lettres sans accents, chiffres, tirets), une version, un titre, quelques"
        " phrases sur ce qu’il est et d’où il vient, et sa licence.",
        "Give the framework an identifier (plain letters, digits, hyphens), a version, a title, a few sentences on what"
        " it is and where it comes from, and its licence.",
    ),
    (
        "2. scales",
        "",
        "Gardez l’échelle « presence », ou écrivez les vôtres. Si ses niveaux changent, changez aussi les colonnes"
        " levels.… de la feuille indicators.",
        "Keep the scale “presence”, or write your own. If its levels change, change the columns levels.… of the sheet"
        " indicators too.",
    ),
    (
        "3. dimensions, subdimensions, indicators",
        "",
        "Une ligne par dimension, puis par sous-dimension (qui nomme sa dimension), puis par indicateur (qui nomme sa"
        " sous-dimension et son échelle).",
        "One row per dimension, then per sub-dimension (which names its dimension), then per indicator (which names its"
        " sub-dimension and its scale).",
    ),
    (
        "4.",
        "",
        "Déposez le fichier à la page « Référentiels » : ce qui ne va pas est dit cellule par cellule, et rien n’est"
        " enregistré avant votre accord.",
        "Bring the file to the page “Frameworks”: what is wrong is told cell by cell, and nothing is kept before you"
        " agree.",
    ),
    (
        "5.",
        "",
        "Relisez le brouillon à plusieurs, corrigez ici et déposez de nouveau. Publiez quand tout est juste : une"
        " version publiée ne change plus jamais.",
        "Read the draft together, correct it here and bring it again. Publish when all is right: a published version"
        " never changes again.",
    ),
)

# sheet, column, what to do in French, in English
NOTES: tuple[tuple[str, str, str, str], ...] = (
    (
        "*",
        "",
        "Une ligne par élément ; l’ordre des lignes est celui du référentiel. Une cellule vide : la clé est "
        "absente. Aucune formule.",
        "One row per item; the order of rows is that of the framework. An empty cell: the key is absent. No formulas.",
    ),
    (
        "*",
        "…[fr], …[en]",
        "Un texte par langue. Chaque texte est rempli dans toutes les langues du référentiel. Pour une langue"
        " de plus, ajouter les colonnes (question[bm]) et la déclarer sous « languages » dans la feuille "
        "framework : fr, en, bm.",
        "One text per language. Each text is filled in for all languages of the framework. For a further "
        "language, add the columns (question[bm]) and declare it under “languages” on the sheet framework: "
        "fr, en, bm.",
    ),
    (
        "framework",
        "version",
        "Du texte : garder le format Texte, sinon 1.0 devient 1.",
        "Text: keep the format Text, otherwise 1.0 becomes 1.",
    ),
    (
        "framework",
        "extends",
        "Pour un module seulement : la base qu’il prolonge, par exemple jatigi-national@1.0.",
        "For a module only: the base that it extends, for example jatigi-national@1.0.",
    ),
    (
        "framework",
        "aggregate",
        "arithmetic (par défaut) ou geometric ; peut être changé pour une dimension ou une sous-dimension.",
        "arithmetic (by default) or geometric; may be changed for a dimension or sub-dimension.",
    ),
    (
        "framework",
        "min_coverage",
        "De 0 à 1. En dessous de cette part de réponses connues, aucune classe n’est donnée.",
        "From 0 to 1. Below this share of known answers no class is given.",
    ),
    (
        "scales",
        "level, value",
        "Une ligne par niveau, du plus bas au plus haut ; valeur de 0 à 1. Une échelle de nombres tient sur "
        "une ligne : min, max, direction.",
        "One row per level, lowest first; value from 0 to 1. A scale of numbers takes one row: min, max, direction.",
    ),
    (
        "classes",
        "from",
        "Borne inférieure, de 0 à 1, la première à 0. Une classe va jusqu’à la suivante ; la dernière va jusqu’à 1.",
        "Lower bound, from 0 to 1, the first at 0. A class reaches to the next; the last one reaches 1.",
    ),
    (
        "indicators",
        "id",
        "Permanent : il commence par l’identifiant de la dimension, n’est jamais réutilisé et ne dépend pas du numéro.",
        "Permanent: it begins with the dimension’s id, is never used again and does not depend on the number.",
    ),
    (
        "indicators",
        "name",
        "Titre court, 40 caractères au plus.",
        "Short title, 40 characters at most.",
    ),
    (
        "indicators",
        "levels.…",
        "Ce que chaque niveau veut dire ici. Tous les niveaux de l’échelle, ou aucun.",
        "What each level means here. All levels of the scale, or none.",
    ),
    (
        "indicators",
        "gcm, sdg",
        "Objectifs du Pacte mondial sur les migrations (1 à 23) et cibles des ODD, séparés par des virgules :"
        " 15, 16 ; 3.8, 10.7.",
        "Objectives of the Global Compact for Migration (1 to 23) and SDG targets, separated by commas: 15, "
        "16; 3.8, 10.7.",
    ),
    (
        "indicators, dimensions, subdimensions",
        "weight",
        "Au-dessus de 0 ; vide veut dire 1.",
        "Above 0; empty means 1.",
    ),
)

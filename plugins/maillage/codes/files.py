"""Codes of files, of YAML and of fields: what stops a file from being a record."""

from maillage.codes.row import Code
from maillage.i18n import N_

ROWS = (
    # Files
    Code(
        "not-a-regular-file",
        N_("Ce n’est pas un fichier ordinaire (lien, programme, dossier spécial ou sous-module)."),
        N_("Remplacez-le par un vrai fichier « .yaml »."),
        N_("Un lien pourrait faire publier un fichier de la machine qui construit le site."),
    ),
    Code(
        "wrong-extension",
        N_("« {name} » n’est pas un fichier « .yaml »."),
        N_("Renommez-le pour qu’il finisse par « .yaml », ou rangez-le ailleurs que dans un dossier de fiches."),
        N_(
            "Une fiche est un fichier « .yaml » ; un fichier d’une autre sorte serait ignoré sans que personne le sache."
        ),
    ),
    Code(
        "bad-file-name",
        N_("Le nom « {name} » ne peut pas servir d’identifiant."),
        N_(
            "N’employez que des minuscules sans accent, des chiffres et des tirets simples, {limit} caractères au plus : « fablab-de-toul.yaml »."
        ),
        N_("Le nom du fichier devient l’adresse de la page : il doit marcher partout et ne plus changer."),
    ),
    Code(
        "reserved-file-name",
        N_("« {name} » est un nom que Windows réserve."),
        N_("Choisissez un autre nom de fichier."),
        N_("Personne ne pourrait récupérer ce fichier sous Windows."),
    ),
    Code(
        "head-not-closed",
        N_("L’en-tête commence par « --- » et ne finit jamais."),
        N_("Mettez une ligne « --- » entre les champs et le texte."),
        N_("Sans elle, on ne sait pas où finissent les champs et où commence le texte."),
    ),
    Code(
        "page-without-head",
        N_("L’article n’a pas d’en-tête."),
        N_("Commencez le fichier par « --- », les champs (« title: », « kind: »…), puis une ligne « --- »."),
        N_("L’en-tête dit le titre, la sorte, et à qui et à quoi l’article tient."),
    ),
    Code(
        "head-not-a-field",
        N_("Cette ligne de l’en-tête n’est pas un champ."),
        N_("Écrivez « Champ: valeur », ou laissez une ligne vide avant le texte."),
        N_("Un champ mal écrit serait pris pour du texte, sans que personne le sache."),
    ),
    Code(
        "text-said-twice",
        N_("Le texte est dit deux fois : dans « description » et sous l’en-tête."),
        N_("Gardez celui qui est sous l’en-tête."),
        N_("Des deux, on ne saurait lequel publier."),
    ),
    Code(
        "duplicate-id",
        N_("L’identifiant « {id} » est déjà pris par {other}."),
        N_("Renommez l’un des deux fichiers."),
        N_("Deux fiches ne peuvent avoir la même adresse, même dans des sous-dossiers différents."),
    ),
    Code(
        "file-too-large",
        N_("Le fichier fait {size} Kio ; la limite est de {limit} Kio."),
        N_("Raccourcissez les textes ; les images vont dans « content/images »."),
        N_("Une fiche reste courte, pour se lire sur un vieux téléphone."),
    ),
    Code(
        "too-many-files",
        N_("Il y a plus de {limit} fiches dans ce dossier."),
        N_("Répartissez-les entre plusieurs territoires."),
        N_("La limite protège la machine qui construit le site."),
    ),
    Code(
        "unreadable-file",
        N_("Le fichier ne peut pas être lu : {reason}."),
        N_("Vérifiez les droits du fichier, puis recommencez."),
        N_("Rien n’est publié tant qu’une fiche est illisible."),
    ),
    Code(
        "not-utf8",
        N_("Le fichier n’est pas enregistré en UTF-8."),
        N_("Ouvrez-le dans un éditeur et enregistrez-le avec l’encodage « UTF-8 »."),
        N_("Dans un autre encodage, les lettres accentuées seraient remplacées par d’autres signes."),
    ),
    Code(
        "missing-territory",
        N_("Le fichier « territory.yaml » manque."),
        N_("Créez-le à la racine : il dit le nom du réseau et les codes du territoire."),
        N_("Sans lui, on ne sait pas de quel territoire le site parle."),
    ),
    Code(
        "missing-logo",
        N_("Le fichier « {path} » n’existe pas."),
        N_("Posez l’image à cet endroit, ou corrigez le chemin."),
        N_("Chaque page montrerait une image cassée."),
    ),
    Code(
        "context-without-table",
        N_("Ces données n’ont pas leur tableau : « {path} » n’existe pas."),
        N_("Reprenez-les avec « maillage import context », qui écrit les deux fichiers."),
        N_("Le fichier qui dit d’où viennent des chiffres ne vaut rien sans eux."),
    ),
    Code(
        "context-bad-row",
        N_("Cette ligne n’est pas celle d’une commune avec ses chiffres : « {found} »."),
        N_(
            "Reprenez le tableau avec « maillage import context » plutôt qu’à la main : un code INSEE d’aujourd’hui, une seule fois, puis un nombre ou rien par indicateur."
        ),
        N_("Un chiffre mal placé ferait dire au diagnostic ce qui n’est pas."),
    ),
    Code(
        "missing-font",
        N_("Le fichier de lettres « {path} » n’existe pas."),
        N_("Posez le fichier WOFF2 à cet endroit, ou corrigez le chemin."),
        N_("Les pages demanderaient un fichier absent, et garderaient les lettres de l’appareil."),
    ),
    Code(
        "bad-font",
        N_("« {path} » n’est pas un fichier WOFF2."),
        N_("Changez-le en WOFF2 : les autres formats pèsent deux à trois fois plus."),
        N_("Un navigateur ne lirait pas ces lettres, ou tout le monde les paierait trop cher."),
    ),
    Code(
        "fonts-too-heavy",
        N_("Les fichiers de lettres pèsent {size} ko ensemble : {limit} ko au plus."),
        N_("Gardez moins de graisses, ou seulement les caractères de vos langues (« subset »)."),
        N_("Une page entière ne doit pas dépasser ce poids, pour qui a une mauvaise ligne."),
    ),
    Code(
        "accent-too-pale",
        N_("La couleur {accent} n’a que {ratio} de contraste avec le papier : le site emploie {shown} à sa place."),
        N_("Choisissez une couleur plus foncée, par exemple {shown} ; il en faut 4,5."),
        N_("Beaucoup de gens ne liraient ni les liens ni les boutons (WCAG 2.2, critère 1.4.3)."),
        "warning",
    ),
    # YAML
    Code(
        "empty-file",
        N_("Le fichier est vide."),
        N_("Remplissez la fiche ou supprimez le fichier."),
        N_("Une fiche vide n’apprend rien à personne."),
    ),
    Code(
        "not-a-mapping",
        N_("La fiche doit être une suite de lignes « champ: valeur »."),
        N_("Commencez par exemple par « name: Fablab de Toul »."),
        N_("Chaque valeur a besoin du nom de son champ."),
    ),
    Code(
        "yaml-syntax",
        N_("Cette ligne ne peut pas être comprise."),
        N_("Vérifiez les deux-points, les guillemets et l’alignement de cette ligne et de celle d’avant."),
        N_("Le format YAML a besoin de retraits réguliers et de deux-points suivis d’une espace."),
    ),
    Code(
        "yaml-tab",
        N_("Il y a une tabulation dans la marge."),
        N_("Remplacez-la par des espaces (deux par niveau)."),
        N_("YAML n’accepte que des espaces dans la marge."),
    ),
    Code(
        "yaml-colon",
        N_("Il y a un « : » là où il n’est pas attendu."),
        N_('Si le texte contient « : », mettez-le entre guillemets : title: "Atelier : les photos".'),
        N_("Deux-points suivis d’une espace séparent un champ de sa valeur."),
    ),
    Code(
        "yaml-missing-colon",
        N_("Il manque « : » après le nom du champ."),
        N_("Écrivez « champ: valeur », avec une espace après les deux-points."),
        N_("Sans deux-points, on ne sait pas où finit le nom du champ."),
    ),
    Code(
        "yaml-quote",
        N_("Un guillemet est ouvert et n’est pas refermé."),
        N_("Ajoutez le guillemet qui manque à la fin du texte."),
        N_("Tout ce qui suit serait pris pour la suite du texte."),
    ),
    Code(
        "yaml-escape",
        N_(
            "Entre guillemets doubles, une barre oblique inverse « \\ » annonce un caractère spécial ; ici ce n’en est pas un."
        ),
        N_("Mettez le texte entre guillemets simples ('C:\\photos'), ou doublez la barre."),
        N_("Entre guillemets doubles, YAML lit « \\n » comme une fin de ligne, « \\t » comme une tabulation."),
    ),
    Code(
        "yaml-first-character",
        N_("Un texte ne peut pas commencer par « {character} »."),
        N_('Mettez tout le texte entre guillemets : « "{character}…" ».'),
        N_("YAML garde ce caractère pour lui-même en tête d’une valeur."),
    ),
    Code(
        "yaml-bracket",
        N_("Un crochet ou une accolade est ouvert et n’est pas refermé."),
        N_("Fermez le crochet ou l’accolade à la fin, ou écrivez la liste ligne par ligne avec « - »."),
        N_("Tout ce qui suit serait pris pour la suite de la liste."),
    ),
    Code(
        "yaml-indentation",
        N_("L’alignement de cette ligne ne va pas avec ce qui précède."),
        N_("Alignez les champs d’un même niveau ; dans une liste, chaque élément commence par « - »."),
        N_("En YAML, le retrait dit ce qui appartient à quoi."),
    ),
    Code(
        "yaml-anchor",
        N_("Les ancres et les renvois YAML (« & » et « * ») ne sont pas acceptés."),
        N_("Recopiez la valeur ; si le texte commence par « * » ou « & », mettez-le entre guillemets."),
        N_("Quelques renvois suffisent à remplir la mémoire d’une machine."),
    ),
    Code(
        "yaml-tag",
        N_("Les étiquettes YAML (« {tag} ») ne sont pas acceptées."),
        N_("Enlevez-la ; si le texte commence par « ! », mettez-le entre guillemets."),
        N_("Une étiquette peut demander l’exécution d’un programme."),
    ),
    Code(
        "key-not-text",
        N_("Un nom de champ doit être un mot simple."),
        N_("Écrivez « champ: valeur »."),
        N_("Un nom de champ composé ne correspond à aucun champ."),
    ),
    Code(
        "duplicate-key",
        N_("Le champ « {key} » est écrit deux fois."),
        N_("Gardez une seule des deux lignes."),
        N_("L’une des deux valeurs serait perdue sans que personne le voie."),
    ),
    Code(
        "several-documents",
        N_("Le fichier contient plusieurs fiches (séparées par « --- »)."),
        N_("Faites un fichier par fiche."),
        N_("Le nom du fichier est l’identifiant de la fiche."),
    ),
    Code(
        "too-deep",
        N_("Les valeurs sont emboîtées sur plus de {limit} niveaux : trop profond."),
        N_("Revenez à la forme décrite dans la documentation du champ."),
        N_("Aucun champ n’a besoin d’autant de niveaux."),
    ),
    Code(
        "hidden-character",
        N_("Il y a un caractère invisible et interdit ({character})."),
        N_("Effacez-le en retapant le texte autour."),
        N_("De tels caractères peuvent faire lire autre chose que ce qui est écrit."),
    ),
    # Fields
    Code(
        "missing-field",
        N_("Le champ « {field} » manque."),
        N_("Ajoutez-le : {example}"),
        N_("Sans ce champ, la fiche ne peut pas être publiée."),
    ),
    Code(
        "missing-one-of",
        N_("Il faut au moins l’un de ces champs : {fields}."),
        N_("Ajoutez l’un d’eux."),
        N_("Sans lui, on ne sait pas ce qui est cherché."),
    ),
    Code(
        "unknown-field",
        N_("« {field} » n’est pas un champ connu ici.{suggestion}"),
        N_("Champs possibles : {fields}."),
        N_("Un champ inconnu serait perdu sans que personne le voie."),
    ),
    Code(
        "text-expected",
        N_("« {field} » doit être un texte ; {value} est lu comme {found}."),
        N_('Mettez la valeur entre guillemets : {field}: "{value}".'),
        N_("YAML lit les nombres et les mots « true », « false » et « null » autrement que du texte."),
    ),
    Code(
        "wrong-type",
        N_("« {field} » doit être {expected}, et non {found}."),
        N_("Par exemple : {example}"),
        N_("Chaque champ a une forme, décrite dans la documentation."),
    ),
    Code(
        "list-expected",
        N_("« {field} » doit être une liste, même s’il n’y a qu’un élément."),
        N_("Écrivez la valeur à la ligne, précédée de « - »."),
        N_("Plusieurs valeurs peuvent toujours s’y ajouter."),
    ),
    Code(
        "empty-value",
        N_("« {field} » n’a pas de valeur."),
        N_("Remplissez le champ ou supprimez la ligne."),
        N_("Ne rien dire et dire « rien » ne sont pas la même chose."),
    ),
    Code(
        "unknown-value",
        N_("« {value} » n’est pas une valeur possible de « {field} ».{suggestion}"),
        N_("Valeurs possibles : {values}."),
        N_("La liste est fermée pour que tout le monde parle de la même chose."),
    ),
    Code(
        "bad-format",
        N_("« {value} » n’a pas la forme attendue pour « {field} » : {description}{suggestion}"),
        N_("Par exemple : {example}"),
        N_("Une forme commune permet aux autres outils de relire la fiche."),
    ),
    Code(
        "no-such-date",
        N_("« {value} » n’existe pas au calendrier ou dans la liste des fuseaux."),
        N_("Vérifiez le jour, le mois et l’heure : année-mois-jour, par exemple {example}."),
        N_("Une date impossible ne se met dans aucun agenda."),
    ),
    Code(
        "too-long",
        N_("« {field} » fait {length} caractères ; la limite est de {limit}."),
        N_("Raccourcissez ; le reste peut aller dans « description »."),
        N_("La limite vient du standard national ou de la lisibilité."),
    ),
    Code(
        "empty-text",
        N_("« {field} » est vide."),
        N_("Remplissez le champ ou supprimez la ligne."),
        N_("Ne rien dire et dire « rien » ne sont pas la même chose."),
    ),
    Code(
        "out-of-range",
        N_("« {field} » vaut {value} ; il doit être entre {minimum} et {maximum}."),
        N_("Corrigez le nombre."),
        N_("Hors de ces bornes, la valeur n’a pas de sens."),
    ),
    Code(
        "wrong-count",
        N_("« {field} » n’a pas le bon nombre d’éléments ({length})."),
        N_("Il en faut de {minimum} à {maximum}."),
        N_("Une liste vide se supprime ; une trop longue se partage."),
    ),
    Code(
        "repeated-item",
        N_("« {field} » contient deux fois la même chose : {value}."),
        N_("Supprimez la répétition."),
        N_("Une répétition est souvent une faute de copie."),
    ),
    Code(
        "invalid-value",
        N_("« {field} » n’est pas acceptable : {reason}."),
        N_("Voyez la documentation du champ."),
        N_("La valeur ne respecte pas le schéma."),
    ),
    Code(
        "person-location-too-fine",
        N_("Pour une personne, « {field} » ne peut pas être publié : seulement la commune."),
        N_("Supprimez cette ligne et gardez « municipality » et « postcode »."),
        N_("L’adresse d’une personne reste chez elle, même avec son accord."),
    ),
    Code(
        "profession-only",
        N_("« {field} » n’est possible que pour un métier."),
        N_("Ajoutez « kind: profession » ou supprimez ce champ."),
        N_("Une compétence ne contient pas d’autres compétences."),
    ),
    Code(
        "until-and-count",
        N_("« until » et « count » disent tous deux quand la répétition s’arrête."),
        N_("Gardez l’un des deux."),
        N_("Ils pourraient se contredire."),
    ),
    Code(
        "end-and-duration",
        N_("« end » et « duration » disent tous deux quand l’événement finit."),
        N_("Gardez l’un des deux."),
        N_("Ils pourraient se contredire."),
    ),
    Code(
        "repeat-and-rrule",
        N_("« repeat » et « rrule » disent tous deux comment l’événement revient."),
        N_("Gardez l’un des deux."),
        N_("Ils pourraient se contredire."),
    ),
)

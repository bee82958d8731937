"""Every problem that can be told: its code, its words, its repair and its reason. The only list; docs are made from it.

``message`` and ``repair`` have holes that a problem's params fill; ``{suggestion}`` is an optional sentence.
"""

from dataclasses import dataclass
from typing import Literal

from maillage.i18n import N_


@dataclass(frozen=True, slots=True)
class Code:
    """One row: what is wrong, how to repair it, and why it is asked."""

    code: str
    message: str
    repair: str
    why: str
    severity: Literal["error", "warning"] = "error"


_ROWS = (
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
    # References
    Code(
        "unknown-reference",
        N_("« {id} » n’est pas {kind} de l’annuaire.{suggestion}"),
        N_("Vérifiez l’identifiant : c’est le nom du fichier sans « .yaml », dans le dossier « {folder} »."),
        N_("Un renvoi vers une fiche qui n’existe pas mène à une page absente."),
    ),
    Code(
        "self-reference",
        N_("« {id} » renvoie à la fiche elle-même."),
        N_("Supprimez ce renvoi."),
        N_("On n’est pas membre ni partenaire de soi-même."),
    ),
    Code(
        "circular-broader",
        N_("« broader » tourne en rond : {chain}."),
        N_("Supprimez l’un de ces « broader »."),
        N_("Une compétence ne peut pas être plus large qu’elle-même."),
    ),
    Code(
        "not-a-profession",
        N_("« {id} » est un métier, pas une compétence."),
        N_("Choisissez une compétence."),
        N_("Un métier réunit des compétences, pas d’autres métiers."),
    ),
    Code(
        "alias-taken",
        N_("L’ancien identifiant « {id} » est aussi celui de {other}."),
        N_("Supprimez-le d’une des deux fiches."),
        N_("Une adresse ne peut mener qu’à une seule page."),
    ),
    Code(
        "path-clash",
        N_("Deux pages auraient la même adresse : « {path} » ({other})."),
        N_("Changez l’une des deux adresses (nom du fichier, « Slug » ou « urls » de territory.yaml)."),
        N_("La seconde effacerait la première."),
    ),
    # Needs, people
    Code(
        "met-before-opened",
        N_("Le besoin est satisfait ({met}) avant d’avoir été exprimé ({opened})."),
        N_("Corrigez l’une des deux dates."),
        N_("L’histoire du besoin doit tenir debout."),
    ),
    Code(
        "until-before-opened",
        N_("Le besoin prend fin ({until}) avant d’avoir été exprimé ({opened})."),
        N_("Corrigez l’une des deux dates."),
        N_("L’histoire du besoin doit tenir debout."),
    ),
    Code(
        "unknown-need",
        N_("« {id} » n’est pas un besoin connu : la fiche « {actor} » en a {count}.{suggestion}"),
        N_(
            "Écrivez l’identifiant de l’acteur, un tiret et le rang du besoin dans sa fiche : « mediatheque-de-toul-1 »."
        ),
        N_("L’histoire d’un besoin satisfait renvoie à ce qui a été fait ; le lien doit mener quelque part."),
    ),
    Code(
        "period-reversed",
        N_("La période finit ({end}) avant de commencer ({start})."),
        N_("Échangez ou corrigez les deux dates."),
        N_("Une chose ne peut finir avant de commencer."),
    ),
    Code(
        "booked-twice",
        N_("Trop de prêts en même temps pour {quantity} exemplaire(s) : « {booking} » et « {other} »."),
        N_("Changez les dates de l’un des deux, ou « quantity » s’il y en a davantage."),
        N_("Deux personnes viendraient chercher la même chose le même jour."),
    ),
    Code(
        "booked-in-maintenance",
        N_("Le prêt « {booking} » tombe pendant un entretien ({start} → {end})."),
        N_("Déplacez le prêt ou l’entretien."),
        N_("Pendant l’entretien, rien ne peut être prêté."),
    ),
    Code(
        "hours-over-days",
        N_("{hours} heures ne tiennent pas dans ces jours : {most} au plus."),
        N_(
            "Dites combien de temps cela a duré, sans multiplier par le nombre de personnes, ou donnez la période avec « from » et « to »."
        ),
        N_("Les heures du réseau n’ont de sens que si chacune a pu être vécue."),
    ),
    Code(
        "self-endorsement",
        N_("« {id} » confirme ce qu’il ou elle a fait."),
        N_("Demandez à quelqu’un d’autre, qui l’a vu, de le confirmer ; ou supprimez cette ligne."),
        N_("Une reconnaissance vient des autres."),
    ),
    Code(
        "endorsed-before-done",
        N_("C’est confirmé ({endorsed}) avant d’avoir été fait ({done})."),
        N_("Corrigez l’une des deux dates."),
        N_("On confirme ce que l’on a vu."),
    ),
    Code(
        "role-has-badge",
        N_("Le rôle « {role} » a déjà un badge : {other}."),
        N_("Gardez-en un seul ; réunissez les deux textes."),
        N_("Deux badges pour un rôle feraient deux rangs ; ici, il n’y en a pas."),
    ),
    Code(
        "bad-badge-key",
        N_("Ce n’est pas une clé privée Ed25519 (JWK)."),
        N_(
            "Refaites une clé avec « maillage badges keygen » et mettez-la telle quelle dans le secret, ou enlevez la variable."
        ),
        N_("Un badge signé avec autre chose ne pourrait être vérifié par personne."),
    ),
    Code(
        "mobile-number",
        N_("Un numéro de mobile est publié dans la fiche d’une personne."),
        N_("Assurez-vous que la personne est d’accord ; sinon, supprimez-le."),
        N_("Un numéro publié ne se reprend pas."),
        "warning",
    ),
    Code(
        "gone-from-source",
        N_("La source dont vient cette fiche ne la donne plus."),
        N_(
            "Appelez ou allez voir : supprimez la fiche si le lieu a fermé, ou la ligne « status » s’il est toujours là."
        ),
        N_("Une source oublie parfois un lieu qui existe : la machine ne supprime jamais une fiche."),
        "warning",
    ),
    Code(
        "possible-duplicate",
        N_("« {id} » est peut-être le même acteur que « {other} » ({other_path}) : {reasons}."),
        N_("Si c’est le même : maillage merge {other} {id}. Sinon, ajoutez ici : distinct: [{other}]"),
        N_("Deux fiches pour un lieu, c’est une des deux qui vieillit sans qu’on le voie."),
        "warning",
    ),
    # Places
    Code(
        "unknown-commune",
        N_("« {name} » n’est pas une commune connue{where}.{suggestion}"),
        N_("Vérifiez le nom, le code postal et le code INSEE de la commune."),
        N_("Sans commune, la fiche ne paraît dans aucun territoire."),
    ),
    Code(
        "ambiguous-commune",
        N_("Plusieurs communes s’appellent « {name} » : {candidates}."),
        N_("Ajoutez « insee » ou « postcode »."),
        N_("La fiche irait dans le mauvais département."),
        "warning",
    ),
    Code(
        "commune-mismatch",
        N_("« {name} » et le code INSEE {insee} ({found}) ne sont pas la même commune."),
        N_("Corrigez l’un des deux."),
        N_("La fiche irait dans la mauvaise commune."),
    ),
    Code(
        "unknown-area",
        N_("« {area} » n’est le code d’aucune commune, d’aucun EPCI ni d’aucun département connu."),
        N_("Cherchez le code officiel sur le site de l’INSEE."),
        N_("Un territoire inconnu ne peut pas être montré."),
    ),
    Code(
        "null-island",
        N_("Le point est à 0, 0, dans l’océan Atlantique."),
        N_("Supprimez « lat » et « lon » : la commune suffit à placer la fiche."),
        N_("0, 0 veut presque toujours dire « inconnu »."),
    ),
    Code(
        "swapped-coordinates",
        N_("La latitude et la longitude semblent inversées."),
        N_("Échangez-les : lat: {lat}, lon: {lon}."),
        N_("Le point tomberait à des milliers de kilomètres."),
    ),
    Code(
        "point-outside-department",
        N_("Le point est à {distance} km du département de sa commune : {commune} ({department})."),
        N_("Corrigez le point, ou supprimez « lat » et « lon » : la commune suffit."),
        N_("On enverrait quelqu’un au mauvais endroit."),
    ),
    # Time
    Code(
        "end-before-start",
        N_("La fin ({end}) est avant le début ({start})."),
        N_("Corrigez l’une des deux dates."),
        N_("Un événement ne peut finir avant de commencer."),
    ),
    Code(
        "mixed-day-and-time",
        N_("« {field} » doit être de la même forme que le début ({start}) : avec ou sans heure."),
        N_("Ajoutez l’heure aux deux, ou enlevez-la aux deux."),
        N_("Un jour entier et une heure précise ne se comparent pas."),
    ),
    Code(
        "time-skipped-by-clock",
        N_("{start} n’existe pas : cette nuit-là, on passe à l’heure d’été."),
        N_("Choisissez une autre heure."),
        N_("Personne ne pourrait être à l’heure."),
    ),
    Code(
        "no-such-occurrence",
        N_("« {value} » ne correspond à aucune date de l’événement."),
        N_("Vérifiez la date : elle doit tomber un jour où l’événement a lieu."),
        N_("L’exception serait sans effet, et l’on viendrait pour rien."),
    ),
    Code(
        "until-before-start",
        N_("La répétition s’arrête ({until}) avant le début ({start})."),
        N_("Corrigez l’une des deux dates."),
        N_("L’événement n’aurait jamais lieu."),
    ),
    Code(
        "bad-rrule",
        N_("La règle « {value} » ne peut pas être lue : {reason}."),
        N_("Préférez « repeat », ou corrigez la règle (RFC 5545)."),
        N_("Sans règle lisible, aucune date n’est sûre."),
    ),
    Code(
        "bad-repeat-day",
        N_("« {value} » ne va pas avec une répétition par {every}."),
        N_("Chaque semaine : mo, tu, we, th, fr, sa, su. Chaque mois : 2sa, -1fr ou le jour du mois."),
        N_("Le rythme et les jours doivent aller ensemble."),
    ),
    Code(
        "deadline-after-start",
        N_("La date limite d’inscription ({deadline}) est après le début ({start})."),
        N_("Corrigez l’une des deux dates."),
        N_("On s’inscrit avant de venir."),
    ),
    # Pages of content/
    Code(
        "content-wrong-file",
        N_("« {name} » n’est ni une page « .md » ni une image (png, jpg, webp)."),
        N_("Convertissez-le, ou mettez un lien vers l’endroit où il est publié."),
        N_("Un dessin SVG peut contenir des programmes ; les autres fichiers n’ont pas leur place dans le site."),
    ),
    Code(
        "content-too-large",
        N_("Le fichier est trop lourd : {size} Kio, {limit} Kio au plus."),
        N_("Réduisez l’image : 1 600 points de large suffisent."),
        N_("On lit le site sur de vieux téléphones et de mauvaises lignes."),
    ),
    Code(
        "image-with-place",
        N_("L’image dit où elle a été prise."),
        N_("Enregistrez-la sans ses données cachées (dans la plupart des logiciels : exporter, sans métadonnées)."),
        N_("Un téléphone note le lieu de chaque photo : ce serait publier l’adresse de quelqu’un sans le savoir."),
    ),
    Code(
        "content-bad-date",
        N_("« {value} » n’est pas une date."),
        N_("Écrivez année-mois-jour : Date: 2026-11-24."),
        N_("Une page dont la date n’est pas comprise ne serait pas publiée."),
    ),
    Code(
        "content-without-title",
        N_("La page n’a pas de titre."),
        N_("Écrivez en première ligne : Title: …"),
        N_("Une page sans titre ne se trouve pas ; elle ne serait pas publiée."),
    ),
    Code(
        "nested-repository",
        N_("Ce dossier contient un autre dépôt git."),
        N_("Supprimez le sous-module et copiez ses fichiers."),
        N_("Le contenu d’un sous-module change sans que personne ne le relise ici."),
    ),
)
CODES = {row.code: row for row in _ROWS}

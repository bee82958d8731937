"""Codes of how the network decides, and of the pages of ``content/``."""

from maillage.codes.row import Code
from maillage.i18n import N_

ROWS = (
    # How the network decides
    Code(
        "unknown-charter-version",
        N_("« {version} » n’est le numéro d’aucune version de la charte.{suggestion}"),
        N_("Versions connues : {versions}. Une nouvelle version est une page de « content/charter »."),
        N_("On signe un texte que chacun peut relire."),
    ),
    Code(
        "charter-version-taken",
        N_("La version {version} de la charte est déjà dans {other}."),
        N_("Donnez un autre numéro à l’une des deux."),
        N_("Un numéro doit désigner un seul texte, celui que l’on a signé."),
    ),
    Code(
        "signed-before-adopted",
        N_("La version {version} est signée ({signed}) avant d’exister ({adopted})."),
        N_("Corrigez l’une des deux dates, ou la version signée."),
        N_("On ne signe pas un texte qui n’est pas encore écrit."),
    ),
    Code(
        "superseded-by-nothing",
        N_("Cette décision se dit remplacée, mais aucune ne la remplace."),
        N_("Écrivez « supersedes: [{id}] » dans celle qui la remplace, ou remettez « status: adopted »."),
        N_("Qui lit une décision remplacée doit pouvoir trouver celle qui vaut."),
    ),
    Code(
        "superseded-not-said",
        N_("« {other} », adoptée, remplace cette décision, qui se dit encore adoptée."),
        N_("Écrivez ici « status: superseded »."),
        N_("Deux décisions qui se contredisent ne peuvent valoir en même temps."),
    ),
    Code(
        "supersedes-newer",
        N_("Cette décision ({date}) en remplace une plus récente : « {id} » ({newer})."),
        N_("Corrigez l’une des deux dates, ou échangez-les."),
        N_("Une décision ne remplace que ce qui était là avant elle."),
    ),
    Code(
        "before-its-date",
        N_("« {field} » ({value}) est avant la date de la décision ({date})."),
        N_("Corrigez l’un des deux jours."),
        N_("On répond à une proposition, et l’on en reparle, après qu’elle a été faite."),
    ),
    Code(
        "seats-exceeded",
        N_("Le {day}, {held} membres pour {seats} place(s)."),
        N_("Mettez une fin (« to ») au mandat de qui est parti, ou changez « seats »."),
        N_("Sans cela, on ne sait pas quelles places sont libres."),
    ),
    Code(
        "seated-twice",
        N_("« {id} » a déjà une place dans ce comité le {day}."),
        N_("Mettez une fin (« to ») à son mandat d’avant, ou supprimez l’un des deux."),
        N_("Chacun n’a qu’une place à la fois."),
    ),
    Code(
        "closes-before-opens",
        N_("La consultation ferme ({closes}) avant d’ouvrir ({opens})."),
        N_("Échangez ou corrigez les deux dates."),
        N_("Personne ne pourrait y répondre."),
    ),
    Code(
        "unknown-question",
        N_("Ce titre ne nomme aucune question de « {consultation} », qui en a {count}."),
        N_("Écrivez « ## » et le numéro de la question, par exemple « ## 1 » ; pour un titre à vous, « ### »."),
        N_("Les réponses sont mises côte à côte, question par question."),
    ),
    Code(
        "answers-nothing",
        N_("Aucune question n’est nommée dans cette réponse."),
        N_("Mettez « ## 1 » au-dessus de ce qui répond à la première question ; il y en a {count}."),
        N_("Les réponses sont mises côte à côte, question par question."),
    ),
    Code(
        "answered-out-of-time",
        N_("Cette réponse ({date}) n’est pas du temps de la consultation ({opens} → {closes})."),
        N_("Vérifiez la date ; si la réponse est venue en retard et que vous la gardez, laissez-la ainsi."),
        N_("Une réponse tardive se garde, mais on doit le voir."),
        "warning",
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

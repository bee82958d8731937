"""Codes of records: references, needs, people, loans."""

from maillage.codes.row import Code
from maillage.i18n import N_

ROWS = (
    # References
    Code(
        "unknown-reference",
        N_("« {id} » n’est pas {kind} de l’annuaire.{suggestion}"),
        N_(
            "Vérifiez l’identifiant : c’est le nom du fichier sans sa fin (« .yaml », « .md »), dans le dossier « {folder} »."
        ),
        N_("Un renvoi vers une fiche qui n’existe pas mène à une page absente."),
    ),
    Code(
        "self-reference",
        N_("« {id} » renvoie à la fiche elle-même."),
        N_("Supprimez ce renvoi."),
        N_("On n’est pas membre ni partenaire de soi-même."),
    ),
    Code(
        "circular-reuse",
        N_("Ces articles se reprennent en rond : {chain}."),
        N_("Enlevez l’une de ces reprises : un article ne reprend que ce qui était là avant lui."),
        N_("On ne saurait plus d’où l’idée est partie."),
    ),
    Code(
        "reused-before-made",
        N_("La reprise est du {date}, avant l’article qu’elle reprend (« {other} », {origin})."),
        N_("Corrigez l’une des deux dates, ou enlevez la reprise."),
        N_("On ne reprend que ce qui existe déjà."),
    ),
    Code(
        "reused-by-its-maker",
        N_("« {id} » est déjà dans « actors » : on ne se reprend pas soi-même."),
        N_("Enlevez cet acteur de « reused_by »."),
        N_("Les reprises montrent ce qui passe des uns aux autres."),
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
        "booked-in-the-past",
        N_("Le prêt « {booking} » a été demandé le {asked}, après son premier jour."),
        N_("Choisissez des jours à venir. Pour noter un prêt qui a déjà eu lieu, enlevez « asked »."),
        N_("On ne réserve pas le passé ; les prêts d’hier, notés après coup, comptent dans l’usage."),
        "warning",
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
        "damaged-marks",
        N_("Les marques de ce qui devait être oublié ne se lisent pas."),
        N_("Reprenez le fichier d’avant dans l’historique."),
        N_("Sans elles, la fiche de quelqu’un qui a demandé son retrait pourrait revenir d’un annuaire voisin."),
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
)

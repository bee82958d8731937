"""Codes of places and time."""

from maillage.codes.row import Code
from maillage.i18n import N_

ROWS = (
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
)

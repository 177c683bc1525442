"""The coded parts of what is known of a participant."""

import enum


class Need(enum.StrEnum):
    """A group whose needs a participant shares: ``groups`` of the shared codes but ``everybody``.

    The list is here because nothing below explorations can read theirs; a test holds them together.
    """

    WHEELCHAIR = "wheelchair"
    WALKING_AID = "walking_aid"
    BLIND = "blind"
    LOW_VISION = "low_vision"
    DEAF = "deaf"
    HARD_OF_HEARING = "hard_of_hearing"
    LEARNING = "learning"
    MENTAL_HEALTH = "mental_health"
    AUTISM_SENSORY = "autism_sensory"
    SPEECH = "speech"
    GUIDE_DOG = "guide_dog"
    SHORT_STATURE = "short_stature"
    OLDER = "older"
    PUSHCHAIR = "pushchair"
    LITTLE_GERMAN = "little_german"


class SupportKind(enum.StrEnum):
    """How somebody stands by a participant outside the provider."""

    GUARDIAN = "guardian"
    """Appointed by a court."""
    TRUSTED = "trusted"
    """Chosen by the participant."""

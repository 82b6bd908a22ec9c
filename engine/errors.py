"""The errors a person using the program can cause, each told in one sentence."""


class EngineError(Exception):
    """An edit, a file or a setting that makes no sense; its text says what, where and the value received."""


class ShapeError(EngineError):
    """Arrays or layers whose sizes do not fit together; the text names both shapes."""


class GraphError(EngineError):
    """A layer or connection that does not exist, exists already, or would close a cycle."""


class SettingError(EngineError):
    """A setting outside its range; the text gives the range and the value received."""


class ProjectFileError(EngineError):
    """A project file that cannot be read or written; the text says what is wrong and where."""


class UnfinishedNumberError(EngineError):
    """What has been typed is no number yet, but the beginning of one."""


class DataError(EngineError):
    """A data set that cannot be made or read, or does not fit the network."""

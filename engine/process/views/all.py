"""All that can be watched of a network: how each is asked for, and what comes."""

from engine.process.pictures import (
    BoundaryField,
    BoundaryRequest,
    Distribution,
    DistributionRequest,
    Metrics,
    MetricsRequest,
    NeuronPictures,
    NeuronPicturesRequest,
)
from engine.process.views.activity import Activity, ActivityRequest
from engine.process.views.backpropagation import BackpropagationRequest, BackpropagationTrace
from engine.process.views.distribution_course import DistributionCourse, DistributionCourseRequest
from engine.process.views.feature_space import FeatureSpace, FeatureSpaceRequest
from engine.process.views.gradients import GradientCourse, GradientCourseRequest, GradientNorms, GradientNormsRequest
from engine.process.views.linear_probes import LinearProbes, LinearProbesRequest
from engine.process.views.moments import MomentsRequest, MomentsSeen
from engine.process.views.morph import Morph, MorphRequest
from engine.process.views.sample_grid import SampleGrid, SampleGridRequest
from engine.process.views.weight_pictures import WeightPictures, WeightPicturesRequest

ViewRequest = (
    BoundaryRequest
    | DistributionRequest
    | NeuronPicturesRequest
    | MetricsRequest
    | FeatureSpaceRequest
    | LinearProbesRequest
    | MorphRequest
    | BackpropagationRequest
    | ActivityRequest
    | SampleGridRequest
    | GradientNormsRequest
    | GradientCourseRequest
    | DistributionCourseRequest
    | WeightPicturesRequest
    | MomentsRequest
)
View = (
    BoundaryField
    | Distribution
    | NeuronPictures
    | Metrics
    | FeatureSpace
    | LinearProbes
    | Morph
    | BackpropagationTrace
    | Activity
    | SampleGrid
    | GradientNorms
    | GradientCourse
    | DistributionCourse
    | WeightPictures
    | MomentsSeen
)

using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;

namespace Gongji.LoadTests.Cluster;

/// <summary>What can be measured of silos.</summary>
enum Part
{
    Size,
    Scale,
    Messages,
    Plain,
}

/// <summary>What to measure of silos, and how much of it.</summary>
/// <param name="Sized">Persons who are brought into memory to measure what each takes.</param>
/// <param name="History">Settlements that each person has had before it is compared with plainer ways.</param>
/// <param name="Hot">Persons who share the load of that comparison's second half; 0 leaves it out.</param>
sealed record ClusterLoadOptions(
    Part[] Parts,
    LoadKind Load,
    int Silos,
    int Journals,
    int Persons,
    int Sized,
    int History,
    int Hot,
    LoopOptions Loop);

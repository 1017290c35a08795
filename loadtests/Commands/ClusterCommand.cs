using System.CommandLine;
using Gongji.LoadTests.Cluster;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;

namespace Gongji.LoadTests.Commands;

/// <summary><c>cluster</c>: measures silos that are processes of their own, and a silo beside plainer ways.</summary>
sealed class ClusterCommand
{
    readonly Option<Part[]> _parts =
        Given.Each<Part>("--only", "Which part is measured; all when it is left out.", "all");

    readonly Option<LoadKind> _load = Given.One(
        "--load", "What scale settles: pool and own account, or pool and family aid.", LoadKind.Simple);

    readonly Option<int> _silos = Given.Number("--silos", "scale: up to so many processes", 3, 1, 32);
    readonly Option<int> _journals = Given.Number("--journals", "scale: up to so many databases", 2, 1, 32);
    readonly Option<int> _persons = Given.Number("--persons", "scale, plain: enrolled before", 5_000, 4, 50_000_000);

    readonly Option<int> _sized =
        Given.Number("--sized", "size: persons to bring into memory", 40_000, 1_000, 50_000_000);

    readonly Option<int> _history =
        Given.Number("--history", "plain: earlier settlements of each person", 12, 0, 10_000);

    readonly Option<int> _hot =
        Given.Number("--hot", "plain: persons of the busy half, which 0 leaves out", 8, 0, 50_000_000);

    readonly LoopGiven _loop = new(callers: 256, seconds: 12);

    public static Command Make()
    {
        var it = new ClusterCommand();
        var command = new Command(
            "cluster",
            "Measures silos on this machine, compares one with plainer ways, and proves the books. Before n silos "
            + "count, scale takes n² times the warm-up. It ends with 1 when the books are not clean.")
        {
            it._parts, it._load, it._silos, it._journals, it._persons, it._sized, it._history, it._hot,
        };
        it._loop.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(it._hot) > parsed.GetValue(it._persons))
            {
                parsed.AddError("--hot are some of --persons: there can't be more.");
            }
        });
        command.SetAction((parsed, _) => it.Run(parsed));
        return command;
    }

    async Task<int> Run(ParseResult parsed)
    {
        var options = new ClusterLoadOptions(
            parsed.All(_parts),
            parsed.GetValue(_load),
            parsed.GetValue(_silos),
            parsed.GetValue(_journals),
            parsed.GetValue(_persons),
            parsed.GetValue(_sized),
            parsed.GetValue(_history),
            parsed.GetValue(_hot),
            _loop.Of(parsed));
        Machine.Say(Path.GetTempPath());
        options.Loop.Say();
        return await ClusterLoad.Run(Packs.Load(), options) ? 0 : 1;
    }
}

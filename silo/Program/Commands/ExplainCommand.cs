using System.CommandLine;
using Gongji.Journal.Entries;
using Gongji.Program.Logs;
using Gongji.Proof.Reading;

namespace Gongji.Program.Commands;

/// <summary><c>gongji explain SETTLEMENT</c>: tells who paid what and why, and decides it again to the same fen; of a
/// credit it tells where it came from and whether it was taken back.</summary>
static class ExplainCommand
{
    public static Command Make()
    {
        var settlement = new Argument<string>("SETTLEMENT")
        {
            Description = "The settlement (setl_id), or a credit by its operation, such as admin/credit/KEY.",
        };
        var person = new Option<string?>("--person")
        {
            Description = "The person (psn_no); without it the whole journal is searched.",
        };
        var language = new Option<Language>("--language")
        {
            Description = "Chinese or English.",
            DefaultValueFactory = static _ => Language.Chinese,
        };
        var (data, postgres) = (Options.Data(), Options.Postgres());
        var (policies, replace) = (Options.Policies(), Options.ReplacePacks());
        var command = new Command("explain", "Tell who paid what of a settlement and why, and decide it again.")
        {
            settlement, person, language, data, postgres, policies, replace,
        };
        command.SetAction(async (parsed, stop) =>
        {
            await using var journal = Options.PlaceIn(parsed, data, postgres).JournalToRead();
            var (name, said) = (parsed.GetValue(settlement)!, parsed.GetValue(language));
            PersonNo? whose = parsed.GetValue(person) is { } no ? PersonNo.Of(no) : null;
            // An operation's name has slashes, a settlement's has none.
            if (name.Contains('/', StringComparison.Ordinal))
            {
                return await ExplainCredit(journal, OperationId.Of(name), whose, said, stop);
            }
            var found = await Explainer.Explain(
                journal, Options.PacksOf(parsed, policies, replace), SettlementId.Of(name), whose, stop);
            if (found is null)
            {
                throw new UsageException($"There is no settlement '{name}'.");
            }
            Show(ExplanationText.Of(found, said));
            return found.Replayed switch
            {
                Replayed.SameFen or Replayed.RulesChanged => 0,
                Replayed.Differs => 1,
            };
        });
        return command;
    }

    static async Task<int> ExplainCredit(
        IJournalStore journal, OperationId credit, PersonNo? person, Language language, CancellationToken stop)
    {
        Show(await CreditExplainer.Explain(journal, credit, person, stop) is { } found
            ? CreditExplainer.Text(found, language)
            : throw new UsageException($"There is no credit '{credit}'."));
        return 0;
    }

    static void Show(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }
}

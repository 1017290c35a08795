using System.CommandLine;
using Gongji.Journal.Entries;
using Gongji.Policy.Areas;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Gongji.Proof.Reading;

namespace Gongji.Program.Commands;

/// <summary><c>gongji explain SETTLEMENT</c>: tells who paid what and why, and decides it again to the same fen; of a
/// credit it tells where it came from, whether it was taken back and what is owed of it.</summary>
static class ExplainCommand
{
    public static Command Make()
    {
        var settlement = new Argument<string>("SETTLEMENT")
        {
            Description = "The settlement (setl_id), or a credit by the operation that booked it or took it back, "
                + "such as admin/credit/KEY.",
        };
        var person = new Option<string?>("--person")
        {
            Description = "The person (psn_no); without it the whole journal is searched.",
        };
        var language = new Option<Language>("--language")
        {
            Description = "Chinese, unless English is asked for.",
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
            await using var journal = await Belonging.JournalToRead(Options.JournalIn(parsed, data, postgres), stop);
            var (name, said) = (parsed.GetValue(settlement)!, parsed.GetValue(language));
            var packs = Options.PacksOf(parsed, policies, replace);
            PersonNo? whose = parsed.GetValue(person) is { } no ? IdOf<PersonNo>(no, said) : null;
            // An operation's name has slashes, a settlement's has none.
            return name.Contains('/', StringComparison.Ordinal)
                ? await ExplainCredit(journal, packs, IdOf<OperationId>(name, said), whose, said, stop)
                : await ExplainSettlement(journal, packs, IdOf<SettlementId>(name, said), whose, said, stop);
        });
        return command;
    }

    static async Task<int> ExplainSettlement(
        IJournalStore journal,
        PolicyPacks packs,
        SettlementId settlement,
        PersonNo? person,
        Language language,
        CancellationToken stop)
    {
        if (await Explainer.Explain(journal, packs, settlement, person, stop) is not { } found)
        {
            throw new UsageException(person is null
                ? language.Say($"没有结算'{settlement}'。", $"There is no settlement '{settlement}'.")
                : language.Say(
                    $"该参保人没有结算'{settlement}'。", $"There is no settlement '{settlement}' of this person."));
        }
        Show(ExplanationText.Of(found, language));
        return found.Replayed switch
        {
            Replayed.SameFen or Replayed.RulesChanged or Replayed.NotKept => 0,
            Replayed.Differs => 1,
        };
    }

    static async Task<int> ExplainCredit(
        IJournalStore journal,
        PolicyPacks packs,
        OperationId credit,
        PersonNo? person,
        Language language,
        CancellationToken stop)
    {
        if (await CreditExplainer.Explain(journal, packs, credit, person, stop) is not { } found)
        {
            throw new UsageException(person is null
                ? language.Say($"没有入账或收回'{credit}'。", $"There is no credit '{credit}', booked or taken back.")
                : language.Say(
                    $"该参保人没有入账或收回'{credit}'。",
                    $"There is no credit '{credit}' of this person, booked or taken back."));
        }
        Show(CreditText.Of(found, language));
        return 0;
    }

    /// <exception cref="UsageException">Nothing can have such an id.</exception>
    static TId IdOf<TId>(string text, Language language) where TId : struct, IId<TId>
    {
        try
        {
            return TId.Of(text);
        }
        catch (FormatException)
        {
            throw new UsageException(language.Say($"'{text}'不是编号。", $"'{text}' can't be an id."));
        }
    }

    static void Show(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }
}

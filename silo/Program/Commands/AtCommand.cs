using System.CommandLine;
using System.Globalization;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Gongji.Proof.Reading;

namespace Gongji.Program.Commands;

/// <summary><c>gongji at INSTANT PERSON</c>: balances, counters and networks of a person as of any moment.</summary>
static class AtCommand
{
    public static Command Make()
    {
        var instant = new Argument<string>("INSTANT")
        {
            Description = "A moment such as 2026-03-01T12:00:00+08:00; without an offset it is China's time.",
        };
        var person = new Argument<string>("PERSON") { Description = "The person (psn_no)." };
        var (data, postgres) = (Options.Data(), Options.Postgres());
        var command = new Command("at", "Show a person's balances, counters and networks as of any moment.")
        {
            instant, person, data, postgres,
        };
        command.SetAction(async (parsed, stop) =>
        {
            await using var journal = await Belonging.JournalToRead(Options.JournalIn(parsed, data, postgres), stop);
            var moment = MomentOf(parsed.GetValue(instant)!);
            var found = await PersonAt.Read(journal, PersonNo.Of(parsed.GetValue(person)!), moment, stop);
            if (found.Sequence == 0)
            {
                throw new UsageException($"The ledger knew no person '{found.Person}' at {moment:O}.");
            }
            Show(found);
            return 0;
        });
        return command;
    }

    /// <exception cref="UsageException">Not a moment.</exception>
    internal static DateTimeOffset MomentOf(string text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment))
        {
            throw new UsageException($"'{text}' is not a moment such as 2026-03-01T12:00:00+08:00.");
        }
        return moment.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(moment, ChinaTime.Offset)
            : new DateTimeOffset(moment);
    }

    static void Show(PersonAt found)
    {
        var (state, day) = (found.State, ChinaTime.DayOf(found.Moment));
        Console.WriteLine($"{found.Person} at {found.Moment.ToOffset(ChinaTime.Offset):O}, entry {found.Sequence}");
        if (state.Enrolment.InsuranceOn(day) is { } insurance)
        {
            Console.WriteLine($"  insurance   {insurance.Area} {insurance.Kind} {insurance.Status}");
        }
        Console.WriteLine($"  historic    {state.Account.HistoricAsOf(day.Year)}");
        Console.WriteLine($"  current     {state.Account.CurrentAsOf(day.Year)}");
        Console.WriteLine($"  held        {state.Account.Held}");
        if (!state.Account.Owed.IsZero)
        {
            Console.WriteLine($"  owed        {state.Account.Owed}");
        }
        if (state.Account.Blocked is { } block)
        {
            Console.WriteLine($"  blocked     {block.Reason} since {block.Since.ToOffset(ChinaTime.Offset):O}");
        }
        foreach (var (counter, used) in state.Patient.Used.Items)
        {
            Console.WriteLine($"  counter     {counter} {used}");
        }
        foreach (var network in state.Enrolment.Networks)
        {
            Console.WriteLine($"  network     {network}");
        }
    }
}

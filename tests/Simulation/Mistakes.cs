using Gongji.Families;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Tests.Simulation;

/// <summary>What callers get wrong: other people's numbers, days, amounts and networks that can't be. Whoever makes a
/// mistake hears of that one and of no other, and nobody hears of a mistake without having made it.</summary>
/// <remarks>They are about people whom nobody else is about (<see cref="MistakenPeople"/>), so that each is one for
/// certain, or about what was answered already.</remarks>
sealed class Mistakes(Dice dice, IGrains grains, WorldTime time, List<Request> history)
{
    static readonly (string Code, Func<Mistakes, OperationId, Request?> Make)[] Kinds =
        [.. MistakesOfPersons.Kinds, .. MistakesOfFamilies.Kinds, .. MistakesOfVisits.Kinds];

    /// <summary>What anybody may hear whose clock differs from the host's, or who comes late and after
    /// midnight.</summary>
    static readonly HashSet<string> ByClock =
    [
        CodeOf(VisitRefusal.InTheFuture),
        CodeOf(SettleRefusal.InTheFuture),
        CodeOf(NetworkRefusal.BeginOutOfRange),
        CodeOf(PersonRefusal.ChangeBeforeInsurance),
    ];

    /// <summary>What anybody may hear who binds somebody: the insurance may have changed, or the other of the two may
    /// bind as well.</summary>
    static readonly HashSet<string> OfTies =
    [
        CodeOf(AidRefusal.SchemeNotAllowed),
        CodeOf(AidRefusal.RelationNotAllowed),
        CodeOf(NetworkRefusal.RelationContradicts),
    ];

    /// <summary>What only a mistake leads to.</summary>
    static readonly HashSet<string> Mistaken =
        [.. Kinds.Select(static kind => kind.Code).Except(ByClock).Except(OfTies)];

    public IGrains Grains { get; } = grains;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => ChinaTime.DayOf(Now);

    /// <summary>A request that can't be carried out; null when there is nothing yet to be mistaken about.</summary>
    public Request? Next(OperationId id)
    {
        var (_, make) = dice.Pick(Kinds);
        return make(this, id);
    }

    /// <summary>Whoever made a mistake has to hear so, and nobody else.</summary>
    public static void Check(Request request, object answer)
    {
        var told = (answer as Refusal)?.Code;
        if (request.MustHear is { } code)
        {
            Watcher.Check(
                told == code || ByClock.Contains(told ?? ""),
                $"{request.Operation} is answered {answer}, and was to hear {code}");
        }
        else
        {
            Watcher.Check(
                told is null || !Mistaken.Contains(told), $"{request.Operation} hears {told} without such a mistake");
        }
    }

    /// <summary>Something that was answered, of which there may be many.</summary>
    public Request? Answered(Func<Request, bool> which)
    {
        Request[] known = [.. history.Where(request => request.MustHear is null && which(request))];
        return known.Length > 0 ? dice.Pick(known) : null;
    }

    public static (string, Func<Mistakes, OperationId, Request?>) Kind<TReason, TAnswer>(
        TReason reason, Func<Mistakes, OperationId, Task<Answer<TAnswer>>?> ask)
        where TReason : struct, Enum
        where TAnswer : class => (CodeOf(reason), (mistakes, id) => new Request(id, "mistake")
        {
            MustHear = CodeOf(reason),
            Send = async () => Client.Unwrap(await ask(mistakes, id)!),
        });

    /// <summary>About something that was answered before.</summary>
    /// <param name="which">What the mistake may be about.</param>
    public static (string, Func<Mistakes, OperationId, Request?>) KindOf<TReason, TAnswer>(
        TReason reason, Func<Request, bool> which, Func<Mistakes, OperationId, Request, Task<Answer<TAnswer>>> ask)
        where TReason : struct, Enum
        where TAnswer : class => (CodeOf(reason), (mistakes, id) => mistakes.Answered(which) is not { } known
            ? null
            : new Request(id, "mistake")
            {
                MustHear = CodeOf(reason),
                Send = async () => Client.Unwrap(await ask(mistakes, id, known)),
            });

    public static string CodeOf<TReason>(TReason reason) where TReason : struct, Enum =>
        Refusal.Of(reason, "", "").Code;
}

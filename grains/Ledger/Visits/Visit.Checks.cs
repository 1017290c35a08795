using Gongji.Institutions;
using Gongji.Visits;

namespace Gongji.Ledger.Visits;

// What a visit refuses.
public partial class Visit
{
    Refusal? RefusesRegistration(RegisterVisit command, RegistrationFacts facts)
    {
        if (RefusesDay(command.Began) is { } refusal)
        {
            return refusal;
        }
        if (facts.Institution.IsRefused)
        {
            return Refusal.Of(VisitRefusal.InstitutionUnknown, "fixmedins_code", command.Institution.Value);
        }
        return facts.Person.Insurance is null
            ? Refusal.Of(VisitRefusal.PersonUnknown, "psn_no", command.Person.Value)
            : RefusesCare(facts.Institution.Value, command.Care, ChinaTime.DayOf(command.Began));
    }

    /// <summary>What the institution was on the day of the service decides, whatever it has become since.</summary>
    static Refusal? RefusesCare(InstitutionHistory institution, CareKind care, DateOnly day)
    {
        if (institution.On(day) is not { Profile: var profile })
        {
            return Refusal.Of(VisitRefusal.InstitutionNotThen, "begntime", $"{day:O}");
        }
        return profile.Kind.Gives(care)
            ? null
            : Refusal.Of(
                VisitRefusal.CareNotOfInstitution, "med_type", $"{CamelCase.Of(care)} {CamelCase.Of(profile.Kind)}");
    }

    /// <summary>A visit's day picks year, limits, catalogue and insurance, so it is one that has come.</summary>
    Refusal? RefusesDay(DateTimeOffset began) => ChinaTime.DayOf(began) > book.Today
        ? Refusal.Of(VisitRefusal.InTheFuture, "begntime", $"{ChinaTime.DayOf(began):O}")
        : null;

    /// <summary>A visit keeps the person and the institution that it was opened for: bills may be sealed on
    /// them.</summary>
    Refusal? RefusesAnother() => State.Registered is null
        ? null
        : Refusal.Of(VisitRefusal.RegisteredAlready, "mdtrt_id", visit.Value);

    Refusal? Refuses(PersonNo person, InstitutionCode institution) =>
        RefusesStranger(person, institution)
        ?? (State.Cancelled ? Refusal.Of(VisitRefusal.Cancelled, "mdtrt_id", visit.Value) : null);

    Refusal? RefusesStranger(PersonNo person, InstitutionCode institution)
    {
        if (State.Registered is not { } registered)
        {
            return Refusal.Of(VisitRefusal.Unknown, "mdtrt_id", visit.Value);
        }
        if (registered.Person != person)
        {
            return Refusal.Of(VisitRefusal.OtherPerson, "mdtrt_id", visit.Value);
        }
        return registered.Institution != institution
            ? Refusal.Of(VisitRefusal.OtherInstitution, "mdtrt_id", visit.Value)
            : null;
    }

    Refusal? Refuses(CancelFees command)
    {
        if (Refuses(command.Person, command.Institution) is { } refusal)
        {
            return refusal;
        }
        return command.Batch is { } batch && !State.Batches.ContainsKey(batch.Value)
            ? Refusal.Of(VisitRefusal.BatchUnknown, "chrg_bchno", batch.Value)
            : null;
    }

    /// <param name="known">The items that the visit has already.</param>
    static Refusal? RefusesItems(FeeItem[] items, FeeItem[] known)
    {
        var numbers = known.Select(static item => item.Number).ToHashSet();
        var left = Money.Largest - known.Sum(static item => item.Total);
        if (items.Length == 0)
        {
            return Refusal.Of(VisitRefusal.NoLines, "feedetail", "0");
        }
        if (numbers.Count + items.Length > LinesMax)
        {
            return Refusal.Of(VisitRefusal.TooManyLines, "feedetail", $"{numbers.Count + items.Length}");
        }
        foreach (var item in items)
        {
            if (!numbers.Add(item.Number))
            {
                return Refusal.Of(VisitRefusal.LineNumberUsedTwice, "feedetl_sn", item.Number);
            }
            if (!AddsUp(item))
            {
                return Refusal.Of(VisitRefusal.LineDoesNotAddUp, "det_item_fee_sumamt", item.Total.ToString());
            }
            if (item.Total > left)
            {
                return Refusal.Of(VisitRefusal.TotalTooLarge, "det_item_fee_sumamt", item.Total.ToString());
            }
            left -= item.Total;
        }
        return null;
    }

    /// <summary>Whether the total can be price times quantity. Many institutions' programs divide the total by the
    /// quantity and round the price, some to the fen, so each unit may be off by half a fen, and the whole by one more;
    /// but the price has room for six decimals, so that the whole is never off by more than five fen.</summary>
    static bool AddsUp(FeeItem item) =>
        item.Count > 0
        && item.Count <= Money.Largest.Yuan
        && item.Price >= 0
        && item.Price <= Money.Largest.Yuan
        && Math.Abs((item.Count * item.Price) - item.Total.Yuan) <= Math.Min(0.05m, 0.01m + (item.Count * 0.005m));
}

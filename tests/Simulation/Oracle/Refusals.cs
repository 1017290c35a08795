using Gongji.Families;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.People;
using Gongji.Policy.Deciding;

namespace Gongji.Tests.Simulation.Oracle;

// Which refusals something that was so explains.
sealed partial class PaperLedger
{
    /// <summary>How a network says that it pays less or is spared: what it could have given is not reckoned.</summary>
    static readonly HashSet<string> Lessening =
    [
        .. Enum.GetValues<DrawReason>().Select(static why => Reason.Of(why).Code),
        Reason.Of(AidReason.OthersPay).Code,
        Reason.Of(AidReason.TooLittle).Code,
    ];

    bool IsExplained(Past<PersonPage> past, OperationId operation, Refusal refusal, Hearing hearing)
    {
        var ours = refusal.As<SettleRefusal>() is not null || refusal.As<ReverseRefusal>() is not null
            || refusal.As<PersonRefusal>() is not null || refusal.As<VoidRefusal>() is not null
            || refusal.As<BenefitRefusal>() is not null || refusal.As<OperationRefusal>() is not null;
        return !ours || Pages(past, hearing).Any(page => _heard[operation].Any(command =>
            Days(hearing).Any(today => Refusals(page, operation, command, today)
                .Concat(RefusalsForRelatives(past, page, command, today, hearing.Now))
                .Any(why => (why.Code, why.Field, why.Value) == (refusal.Code, refusal.Field, refusal.Value)))));
    }

    IEnumerable<Refusal> Refusals(PersonPage page, OperationId operation, object command, DateOnly today)
    {
        var deed = page.Deeds.GetValueOrDefault(operation);
        var refusal = deed is not null ? Refuses(page, deed)
            : page.Barred.Contains(operation) && command is not Quote
                ? Refusal.Of(OperationRefusal.Barred, "msgid", operation.Value)
            : command switch
            {
                Settle settle => Refuses(page, settle, today),
                Quote quote => Split.Of(page, quote.Command, today, _policies).Refusal,
                Reverse reverse => Refuses(page, reverse),
                ReverseOperation reverse => Refuses(page, reverse),
                CreditAccount credit => Refuses(page, credit, today),
                TakeBackCredit takeBack => Refuses(page, takeBack),
                VoidBills bills => Refuses(page, bills),
                ChangeInsurance change => Refuses(page, change),
                Look or AskStatement when !page.IsEnrolled =>
                    Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", page.Person.Value),
                UnblockAccount when page.Blocked is null =>
                    Refusal.Of(PersonRefusal.AccountNotBlocked, "psn_no", page.Person.Value),
                OrderNetworks order when !order.Networks.ToHashSet().SetEquals(page.Networks) =>
                    Refusal.Of(PersonRefusal.NetworksDiffer, "networks", string.Join(' ', order.Networks)),
                _ => null,
            };
        if (refusal is not null)
        {
            yield return refusal;
        }
    }

    /// <summary>How a bill is refused whose relatives are asked. A pre-settlement waits for no turn: it also asks them
    /// for what another settlement has set aside of the account by then.</summary>
    IEnumerable<Refusal> RefusalsForRelatives(
        Past<PersonPage> past, PersonPage page, object command, DateOnly today, DateTimeOffset now)
    {
        var asked = command as Settle ?? (command as Quote)?.Command;
        var asides = command is Quote ? AsideOf(past, page, now) : [];
        return asked is not null && asides.Prepend([]).Any(AsksWithout)
            ? [
                Refusal.Of(SettleRefusal.AidNoAnswer, "setl_id", asked.Settlement.Value),
                Refusal.Of(SettleRefusal.GivenUp, "setl_id", asked.Settlement.Value),
            ]
            : [];

        bool AsksWithout(Part[] aside) =>
            Split.Of(page with { Purse = page.Purse.Hold(aside) }, asked, today, _policies)
                .Split is { AsksRelatives: true };
    }

    /// <summary>What an operation hears that was here before.</summary>
    static Refusal? Refuses(PersonPage page, Deed deed) => deed.Kind switch
    {
        nameof(OperationBarred) =>
            Refusal.Of(ReverseRefusal.NoSuchOperation, "omsgid", deed.Original!.Value.Value),
        nameof(Settled) or nameof(SettledAlready) when page.Settled[deed.Settlement!.Value].UndoneBy is { } by =>
            Refusal.Of(OperationRefusal.Undone, "msgid", by.Value),
        _ => null,
    };

    Refusal? Refuses(PersonPage page, Settle command, DateOnly today) => page.Settled.ContainsKey(command.Settlement)
        ? Refusal.Of(SettleRefusal.SettlementIdUsed, "setl_id", command.Settlement.Value)
        : Split.Of(page, command, today, _policies).Refusal;

    static Refusal? Refuses(PersonPage page, Reverse command) =>
        page.Settled.GetValueOrDefault(command.Settlement) switch
        {
            null => Refusal.Of(ReverseRefusal.NoSuchSettlement, "setl_id", command.Settlement.Value),
            { Bill.Visit: var visit } when visit != command.Visit =>
                Refusal.Of(ReverseRefusal.OtherVisit, "mdtrt_id", command.Visit.Value),
            _ => null,
        };

    static Refusal? Refuses(PersonPage page, ReverseOperation command)
    {
        if (page.Deeds.GetValueOrDefault(command.Original) is not { } deed)
        {
            return null;
        }
        var settled = deed.Settlement is { } settlement ? page.Settled[settlement] : null;
        return deed.Kind switch
        {
            nameof(Settled) => null,
            nameof(SettledAlready) => settled!.UndoneBy is not null ? null : Refusal.Of(
                ReverseRefusal.SettledByAnother, "omsgid", $"{settled.By} {settled.Settlement}"),
            nameof(Reversed) or nameof(ReversedAlready) =>
                Refusal.Of(ReverseRefusal.CancellationIsFinal, "omsgid", command.Original.Value),
            _ => Refusal.Of(ReverseRefusal.NotReversible, "omsgid", command.Original.Value),
        };
    }

    Refusal? Refuses(PersonPage page, CreditAccount command, DateOnly today)
    {
        if (page.InsuredOn(today) is not { } insurance)
        {
            return Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", page.Person.Value);
        }
        if (_policies.For(insurance.Area, today)?.TakesCredits(insurance) == false)
        {
            return Refusal.Of(PersonRefusal.NoAccount, "kind", CamelCase.Of(insurance.Kind));
        }
        return command.Amount.Fen == 0 ? Refusal.Of(PersonRefusal.AmountIsZero, "amount", "0.00") : null;
    }

    Refusal? Refuses(PersonPage page, TakeBackCredit command)
    {
        if (page.TakenBack.TryGetValue(command.Credit, out var by))
        {
            return Refusal.Of(PersonRefusal.CreditTakenBackAlready, "credit", by.Value);
        }
        if (page.Deeds.GetValueOrDefault(command.Credit)?.Kind != nameof(Credited))
        {
            return Refusal.Of(PersonRefusal.NoSuchCredit, "credit", command.Credit.Value);
        }
        var credited = HeardAs<CreditAccount>(command.Credit).First().Amount;
        return command.Amount > credited
            ? Refusal.Of(PersonRefusal.MoreThanCredited, "amount", $"{command.Amount} > {credited}")
            : null;
    }

    static Refusal? Refuses(PersonPage page, ChangeInsurance command)
    {
        var insurance = command.Insurance;
        if (insurance is { Kind: PersonKind.Resident, AccountMode: { } mode })
        {
            return Refusal.Of(PersonRefusal.NoAccountInScheme, "accountMode", SnakeCase.Of(mode));
        }
        return page.Insurances.Any(old => old.From > insurance.From)
            ? Refusal.Of(PersonRefusal.ChangeBeforeInsurance, "from", $"{insurance.From:O}")
            : null;
    }

    static Refusal? Refuses(PersonPage page, VoidBills command) => command.Batches
        .Select(batch => page.StandingFor(command.Visit, batch.Batch))
        .FirstOrDefault(static standing => standing is not null) is { } booked
            ? Refusal.Of(VoidRefusal.SettlementStands, "setl_id", booked.Settlement.Value)
            : null;

    /// <summary>Sees that aid which was not given could not be had.</summary>
    void CheckReasons(Settled e, PersonPage patient, DateTimeOffset since, DateTimeOffset at)
    {
        foreach (var reason in e.Reasons.Where(static why => why.Network is not null && !Lessening.Contains(why.Code)))
        {
            var isSo = Days(new Hearing(since, since, at)).Any(today =>
                FamilyOf(reason.Network!.Value).Since(since).Any(family =>
                    Refusals(family, e, patient, since, today).Any(reason.Code.Equals)));
            Check(isSo, $"{patient.Person} could have had aid of {reason.Network} and is told {reason.Code}");
        }
    }

    IEnumerable<string> Refusals(
        FamilyPage family, Settled e, PersonPage patient, DateTimeOffset since, DateOnly today)
    {
        var (day, member) = (e.Bill.To, patient.Person);
        if (family.Refuses(member, day, today, patient.Ended(today), e.Settlement) is { } refusal)
        {
            yield return refusal.Code;
            yield break;
        }
        var bond = family.Bonds[member];
        if (bond.Limits.PerPeriod is not null && IsUnderWay(member, e.Settlement, since))
        {
            yield return Refusal.Of(DrawRefusal.LimitUsedUp, "", "").Code;
        }
        var past = PersonOf(family.Funder!.Value);
        foreach (var funder in past.Since(since))
        {
            yield return Refuses(past, funder, bond, e, since, today) ?? "";
        }
    }

    string? Refuses(
        Past<PersonPage> past, PersonPage funder, Bond bond, Settled e, DateTimeOffset since, DateOnly today)
    {
        var day = e.Bill.To;
        if (funder.InsuredOn(day) is not { } insurance)
        {
            return Refusal.Of(DrawRefusal.FunderNotEnrolled, "", "").Code;
        }
        if (funder.Ended(today) >= bond.BoundOn)
        {
            return Refusal.Of(DrawRefusal.FunderInsuranceEnded, "", "").Code;
        }
        if (funder.Blocked is not null)
        {
            return Refusal.Of(DrawRefusal.AccountBlocked, "", "").Code;
        }
        var policy = _policies.For(insurance.Area, day);
        var refusal = AidCheck.Refuses(
            policy, insurance, funder.Purse.There > 0, e.Insurance, bond.Relation, AidPurpose.Payment);
        if (refusal is not null)
        {
            return refusal.Code;
        }
        var floor = policy!.AidFor(e.Insurance.Area)!.Floor.Fen;
        var isShort = AsideOf(past, past.Now, since).Prepend([]).Any(aside => funder.Purse.Hold(aside).Free <= floor);
        return isShort ? Refusal.Of(DrawRefusal.NothingFree, "", "").Code : null;
    }
}

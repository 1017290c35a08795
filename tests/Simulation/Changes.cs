using Gongji.Families;
using Gongji.People;

namespace Gongji.Tests.Simulation;

/// <summary>What changes about people while they settle: status, area, kind, and who may use whose account.</summary>
sealed class Changes(Dice dice, IGrains grains)
{
    /// <summary>Where people may move, inside their province.</summary>
    static readonly Dictionary<string, string[]> Areas = new()
    {
        ["61"] = ["610199", "610799"],
        ["14"] = ["140199"],
        ["21"] = ["210299", "210399"],
    };

    /// <summary>The person is suspended, ends, moves, becomes something else or is as before; mostly insured.</summary>
    public Request ChangeInsurance(OperationId id, DateOnly today)
    {
        var row = dice.Pick(Population.Table);
        var status = dice.Below(5) switch
        {
            0 => InsuranceStatus.Suspended,
            1 => InsuranceStatus.Ended,
            _ => InsuranceStatus.Normal,
        };
        var kind = dice.Below(4) == 0 ? dice.Pick(Enum.GetValues<PersonKind>()) : row.Kind;
        var area = AreaCode.Of(dice.Below(3) == 0 ? dice.Pick(Areas[row.Area[..2]]) : row.Area);
        AccountMode? mode = dice.Below(4) == 0 ? dice.Pick(Enum.GetValues<AccountMode>()) : null;
        var command = new ChangeInsurance(Operation.Of(id, ""), new Insurance(today, area, kind, status, mode));
        return new Request(id, "change insurance")
        {
            Asks = (GrainKey.Person(PersonNo.Of(row.Person)), command),
            Send = async () => Client.Unwrap(await grains.Person(PersonNo.Of(row.Person)).ChangeInsurance(command)),
        };
    }

    /// <summary>Blocks an account or ends its block; twice as many ends, so that most accounts pay.</summary>
    public Request BlockAccount(OperationId id)
    {
        var operation = Operation.Of(id, "");
        var person = dice.Pick(Population.People);
        var (block, unblock) = (new BlockAccount(operation, BlockReason.Lost), new UnblockAccount(operation));
        return dice.Below(3) == 0
            ? new Request(operation.Id, "block")
            {
                Asks = (GrainKey.Person(person), block),
                Send = async () => Client.Unwrap(await grains.Person(person).BlockAccount(block)),
            }
            : new Request(operation.Id, "unblock")
            {
                Asks = (GrainKey.Person(person), unblock),
                Send = async () => Client.Unwrap(await grains.Person(person).UnblockAccount(unblock)),
            };
    }

    /// <summary>Unbinds a member or binds one, anew or with other limits and days, seldom as something else.</summary>
    public Request ChangeTie(OperationId id, DateOnly today)
    {
        if (dice.Below(6) == 0)
        {
            return OrderNetworks(id);
        }
        var tie = dice.Pick(Population.Ties);
        var (network, member) = (NetworkId.Of(tie.Network), PersonNo.Of(tie.Member));
        if (dice.Below(3) == 0)
        {
            var unbind = new RemoveMember(
                Operation.Of(id, ""), member, dice.Pick(Enum.GetValues<UnbindReason>()));
            return new Request(id, "unbind")
            {
                Asks = (GrainKey.Network(network), unbind),
                Send = async () => Client.Unwrap(await grains.Network(network).RemoveMember(unbind)),
            };
        }
        var most = Money.FromFen(dice.Between(1, 20_000));
        var limits = dice.Below(4) switch
        {
            0 => new MemberLimits(PerPeriod: most, Period: LimitPeriod.Month),
            1 => new MemberLimits(),
            _ => new MemberLimits(PerUse: most),
        };
        var relation = dice.Below(8) == 0 ? dice.Pick(Enum.GetValues<Relation>()) : tie.Relation;
        var bind = new AddMember(Operation.Of(id, ""), member, relation, limits, null, "window")
        {
            From = dice.Below(2) == 0 ? null : today.AddDays(dice.Below(2)),
            To = dice.Below(2) == 0 ? null : today.AddDays(dice.Below(2)),
        };
        return new Request(id, "bind")
        {
            Asks = (GrainKey.Network(network), bind),
            Send = async () => Client.Unwrap(await grains.Network(network).AddMember(bind)),
        };
    }

    /// <summary>The child of two funders prefers one of them.</summary>
    Request OrderNetworks(OperationId id)
    {
        NetworkId[] networks = [.. new[] { "NA", "NB" }.Select(NetworkId.Of)];
        var order = new OrderNetworks(Operation.Of(id, ""), dice.Below(2) == 0 ? networks : [networks[1], networks[0]]);
        var person = PersonNo.Of("PC");
        return new Request(id, "order")
        {
            Asks = (GrainKey.Person(person), order),
            Send = async () => Client.Unwrap(await grains.Person(person).OrderNetworks(order)),
        };
    }
}

using Gongji.Families;
using Gongji.Ledger.Families;
using Gongji.People;

namespace Gongji.Tests.Ledger.Lives;

/// <summary>Lets a story happen on a ledger and in the plain model beside it.</summary>
sealed class Life(TestLedger ledger, ManualTime time)
{
    static readonly string[] Names = ["A", "B"];
    static readonly string[] Areas = ["610199", "610799", "210399"];

    readonly PlainSpouse[] _spouses = [new(), new()];
    readonly List<PlainSettlement>[] _standing = [[], []];
    readonly List<Bill>[] _reversed = [[], []];

    public IReadOnlyList<PlainSpouse> Spouses => _spouses;

    public static string NameOf(int who) => Names[who];

    public async Task Begin()
    {
        for (var who = 0; who < 2; who++)
        {
            await ledger.Enrol(Names[who], yuan: 500, year: 2025);
            _spouses[who].Balance = 500;
            await ledger.FormNetwork("N" + Names[who], Names[who]);
        }
    }

    public Task Let(Happening happening)
    {
        var (who, number) = (happening.Who, happening.Number);
        var latest = _spouses[who].Latest;
        return happening.Deed switch
        {
            Deed.Settle => Settle(who, BillFor(who, number)),
            Deed.Reverse => Reverse(who, number),
            Deed.SettleAgain => SettleAgain(who, number),
            Deed.Credit => Credit(who, number),
            Deed.BecomeAnother => Change(
                who, latest with { Kind = Enum.GetValues<PersonKind>()[number % Enum.GetValues<PersonKind>().Length] }),
            Deed.Move => Change(who, latest with { Area = AreaCode.Of(Areas[number % Areas.Length]) }),
            Deed.Suspend => Change(who, latest with { Status = InsuranceStatus.Suspended }),
            Deed.Resume => Change(who, latest with { Status = InsuranceStatus.Normal }),
            Deed.End => End(who, latest),
            Deed.Bind => Bind(who, number % 4 == 0 ? Relation.Child : Relation.Spouse),
            Deed.Unbind => Unbind(who),
            Deed.DaysPass => Pass(number % 90),
        };
    }

    /// <summary>A bill of today at a level-2 hospital of the area in which the person is insured now.</summary>
    public Bill BillFor(int who, decimal yuan) =>
        ledger.BillOf(Names[who], yuan, area: _spouses[who].Latest.Area.PoolingArea.Value);

    public async Task Settle(int who, Bill bill)
    {
        var answer = await ledger.Settle(bill);
        var insurance = _spouses[who].On(bill.ServiceDate);
        var mayBe = insurance.Status != InsuranceStatus.Ended
            && insurance.Area.Province == bill.Institution.Area.Province;
        Assert.Equal(mayBe, !answer.IsRefused);
        if (answer.IsRefused)
        {
            _reversed[who].Add(bill);
            return;
        }
        await Attend();
        var settled = Decide(who, insurance, answer.Value);
        Assert.Equal(
            (settled.Pool, settled.Own, settled.Aid),
            (answer.Value.PoolPay.Yuan, answer.Value.Own.Yuan, answer.Value.Aid.Yuan));
        Book(who, settled, 1);
        _standing[who].Add(settled);
    }

    /// <summary>What pool, own account and the other one pay, in this order, by the plain rules.</summary>
    PlainSettlement Decide(int who, Insurance insurance, Receipt receipt)
    {
        var (bill, me, other) = (receipt.Bill, _spouses[who], _spouses[1 - who]);
        var total = bill.Amounts.Total.Yuan;
        var area = insurance.Area.PoolingArea.Value;
        var rule = insurance.Status == InsuranceStatus.Normal ? PlainRule.Of(area, insurance.Kind) : null;
        var scheme = insurance.Kind == PersonKind.Resident ? "resident" : "employee";
        string Counter(string what) => $"{area}/{scheme}/{rule?.Accumulator}.{what}/{bill.ServiceDate.Year}";
        var due = Math.Min(total, Math.Max(0, (rule?.Deductible ?? 0) - me.UsedOf(Counter("deductible"))));
        var pool = rule is null
            ? 0
            : Math.Min((total - due) * rule.Ratio, rule.Cap - me.UsedOf(Counter("pool")));
        var own = Math.Min(me.Balance, total - pool);
        var left = total - pool - own;
        // Elsewhere relatives pay all or nothing, and areas differ in whom they admit.
        var aid = InShaanxi(insurance) && InShaanxi(other.On(bill.ServiceDate))
            ? MayAid(other, insurance, bill.ServiceDate) ? Math.Min(left, other.Balance) : 0
            : other.Binds is null ? 0 : receipt.Aid.Yuan;
        return new PlainSettlement(
            receipt, pool, own, aid, rule is null ? [] : [(Counter("deductible"), due), (Counter("pool"), pool)]);
    }

    static bool InShaanxi(Insurance insurance) => insurance.Area.Value.StartsWith("61", StringComparison.Ordinal);

    /// <summary>Xi'an lets a suspended funder's account pay, Hanzhong does not.</summary>
    static bool MayAid(PlainSpouse funder, Insurance member, DateOnly day) =>
        funder.Binds is not null
        && member.Status == InsuranceStatus.Normal
        && (funder.On(day).Status, funder.On(day).Area.PoolingArea.Value) is
            (InsuranceStatus.Normal, _) or (InsuranceStatus.Suspended, "610100");

    void Book(int who, PlainSettlement settled, int sign)
    {
        _spouses[who].Balance -= sign * settled.Own;
        _spouses[1 - who].Balance -= sign * settled.Aid;
        foreach (var (counter, yuan) in settled.Uses)
        {
            _spouses[who].Used[counter] = _spouses[who].UsedOf(counter) + (sign * yuan);
        }
    }

    async Task Reverse(int who, int number)
    {
        if (_standing[who] is { Count: > 0 } standing)
        {
            var settled = standing[number % standing.Count];
            await ledger.Reverse(settled.Receipt);
            await Attend();
            standing.Remove(settled);
            _reversed[who].Add(settled.Receipt.Bill);
            Book(who, settled, -1);
        }
    }

    async Task SettleAgain(int who, int number)
    {
        if (_reversed[who] is { Count: > 0 } reversed)
        {
            var bill = reversed[number % reversed.Count];
            reversed.Remove(bill);
            await Settle(who, bill with { Seal = bill.Seal + 1 });
        }
    }

    async Task Credit(int who, int number)
    {
        var credit = new CreditAccount(
            ledger.NewOperation(), Money.TryFromYuan(number + 1)!.Value, 2025, CreditSource.Opening);
        if (!(await ledger.Person(Names[who]).Credit(credit)).IsRefused)
        {
            _spouses[who].Balance += number + 1;
        }
    }

    async Task Change(int who, Insurance insurance)
    {
        await ledger.Change(Names[who], insurance);
        _spouses[who].Change(insurance with { From = ledger.Today });
    }

    /// <summary>Nobody is insured anew on the day of the end.</summary>
    async Task End(int who, Insurance latest)
    {
        await Change(who, latest with { Status = InsuranceStatus.Ended });
        (_spouses[0].Binds, _spouses[1].Binds) = (null, null);
        await Pass(1);
    }

    /// <summary>Binds the other one to this one's network.</summary>
    async Task Bind(int who, Relation relation)
    {
        var (me, other) = (_spouses[who], _spouses[1 - who]);
        var add = ledger.AddOf(Names[1 - who]) with { Relation = relation };
        var answer = await ledger.Network("N" + Names[who]).AddMember(add);
        if (other.Binds is { } said && said != Binding.SeenBack(relation))
        {
            Assert.True(answer.Refusal?.Is(NetworkRefusal.RelationContradicts));
            return;
        }
        if (me.Latest.Status == InsuranceStatus.Normal && other.Latest.Status == InsuranceStatus.Normal
            && InShaanxi(me.Latest) && InShaanxi(other.Latest)
            && me.Latest.Kind != PersonKind.Resident)
        {
            Assert.False(answer.IsRefused, $"{answer.Refusal}");
        }
        me.Binds = answer.IsRefused ? me.Binds : relation;
    }

    async Task Unbind(int who)
    {
        await ledger.Network("N" + Names[who]).RemoveMember(new RemoveMember(
            ledger.NewOperation(), ledger.PersonOf(Names[1 - who]), UnbindReason.Authorizer));
        _spouses[who].Binds = null;
    }

    Task Pass(int days)
    {
        time.Jump(TimeSpan.FromDays(days));
        return Task.CompletedTask;
    }

    async Task Attend()
    {
        foreach (var name in Names)
        {
            await ledger.Person(name).Attend();
        }
    }
}

using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Ledger.Books;
using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>A ledger and one on paper beside it, in which the same happens.</summary>
sealed class RandomPeople : IAsyncDisposable
{
    readonly TestLedger _ledger;
    readonly ManualTime _time;
    readonly string[] _names;
    readonly PlainPeople _paper = new();
    readonly List<Standing> _standing = [];

    RandomPeople(TestLedger ledger, ManualTime time, string[] names) =>
        (_ledger, _time, _names) = (ledger, time, names);

    /// <summary>A settlement that stands.</summary>
    sealed record Standing(string Who, Receipt Receipt, PlainBill Bill);

    /// <summary>Everybody works in Xi'an, has 300 yuan, and has a network without members.</summary>
    public static async Task<RandomPeople> Start(string[] names)
    {
        var time = new ManualTime(new DateTimeOffset(2026, 1, 10, 4, 0, 0, TimeSpan.Zero));
        var people = new RandomPeople(await TestLedger.Start(time: time), time, names);
        foreach (var name in names)
        {
            await people._ledger.Enrol(name, yuan: 300);
            people._paper.Insure(name, LedgerWords.InsuranceOf());
            people._paper.Credit(name, 300);
            await people._ledger.FormNetwork(NetworkOf(name), name);
        }
        return people;
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    public Task Take(PeopleProperties.Step step) => step.Do switch
    {
        PeopleProperties.Do.Credit => Credit(step.Who, step.Yuan),
        PeopleProperties.Do.Insure => Insure(step.Who, step.Insurance!),
        PeopleProperties.Do.Bind => Bind(step.Who, step.Other),
        PeopleProperties.Do.Unbind => Unbind(step.Who, step.Other),
        PeopleProperties.Do.Settle => Settle(step),
        PeopleProperties.Do.Reverse => Reverse(step.Which),
        PeopleProperties.Do.Wait => Wait(step.Which),
    };

    /// <summary>Every account holds what it holds on paper, every counter stands where it stands there, and what was
    /// credited is in accounts or paid.</summary>
    public async Task CheckSums()
    {
        var held = 0m;
        foreach (var name in _names)
        {
            var view = await _ledger.ViewOf(name);
            Assert.Equal(_paper.BalanceOf(name), (view.Historic + view.Current).Yuan);
            Assert.Equal(0, view.Held.Yuan);
            Assert.Equal(
                _paper.UsedBy(name).Select(static use => $"{use.Key} {use.Value:0.00} yuan").Order(),
                view.Counters.Where(static use => !use.Used.IsZero)
                    .Select(static use => $"{use.Counter} {use.Used}").Order());
            held += _paper.BalanceOf(name);
        }
        Assert.Equal(_paper.Credited, held + _standing.Sum(static one => (one.Receipt.Own + one.Receipt.Aid).Yuan));
    }

    /// <summary>Whoever is insured and has money can pay with it; whatever stands can be reversed; then everybody has
    /// what was ever credited.</summary>
    public async Task CheckReach()
    {
        foreach (var name in _names.Where(name => _paper.Insurances[name].Status != InsuranceStatus.Ended))
        {
            var quoted = (await _ledger.Person(name).PreSettle(SettleOf(name, 0, 10_000, 2, true))).OrThrow();
            Assert.Equal(Math.Min(10_000, _paper.BalanceOf(name)), quoted.Own.Yuan);
        }
        while (_standing.Count > 0)
        {
            await Reverse(0);
        }
        await CheckSums();
        await CheckBooks();
    }

    /// <summary>All that was posted sums to zero, and nothing is on its way.</summary>
    async Task CheckBooks()
    {
        var accounts = new Dictionary<string, long>();
        await foreach (var (_, entry) in _ledger.Store.ReadByGrain(CancellationToken.None))
        {
            foreach (var posting in (EventKinds.Decode(entry).Event as IPosted)?.Postings ?? [])
            {
                accounts[posting.Account] = accounts.GetValueOrDefault(posting.Account) + posting.Signed;
            }
        }
        Assert.Equal(0, accounts.Values.Sum());
        Assert.All(
            accounts.Where(static account => account.Key.EndsWith("/transit", StringComparison.Ordinal)),
            static account => Assert.Equal(0, account.Value));
    }

    static string NetworkOf(string funder) => "N" + funder;

    async Task Credit(string who, decimal yuan)
    {
        var answer = await _ledger.Person(who).Credit(new CreditAccount(
            _ledger.NewOperation(), Money.TryFromYuan(yuan)!.Value, _ledger.Today.Year, CreditSource.Contribution));
        Assert.Equal(_paper.TakesCredits(who), !answer.IsRefused);
        if (!answer.IsRefused)
        {
            _paper.Credit(who, yuan);
        }
    }

    /// <summary>On a day of its own: a second change of a day would take the place of the first.</summary>
    async Task Insure(string who, Insurance insurance)
    {
        await Wait(1);
        await _ledger.Change(who, insurance);
        _paper.Insure(who, insurance);
    }

    async Task Bind(string funder, string member)
    {
        var add = new AddMember(
            _ledger.NewOperation(),
            _ledger.PersonOf(member),
            Relation.Spouse,
            new MemberLimits(),
            "v1",
            "app");
        if (!(await _ledger.Network(NetworkOf(funder)).AddMember(add)).IsRefused)
        {
            _paper.Bind(funder, member);
        }
    }

    async Task Unbind(string funder, string member)
    {
        var answer = await _ledger.Network(NetworkOf(funder)).RemoveMember(new RemoveMember(
            _ledger.NewOperation(), _ledger.PersonOf(member), UnbindReason.Authorizer));
        Assert.True(!answer.IsRefused || !_paper.IsTied(funder, member));
        _paper.Unbind(funder, member);
    }

    Settle SettleOf(string who, decimal inScope, decimal own, int level, bool useAccounts)
    {
        var area = _paper.Insurances[who].Area.PoolingArea.Value;
        return _ledger.SettleOf(_ledger.BillOf(who, inScope, own, level: level, area: area)) with
        {
            UseAccount = useAccounts,
        };
    }

    async Task Settle(PeopleProperties.Step step)
    {
        var settle = SettleOf(step.Who, step.Yuan, step.Own, step.Level, step.UseAccounts);
        var bill = _paper.Assess(step.Who, _ledger.Today.Year, step.Level, step.Yuan);
        var answer = await _ledger.Person(step.Who).Settle(settle);
        if (_paper.Insurances[step.Who].Status == InsuranceStatus.Ended || step.Yuan + step.Own == 0)
        {
            Assert.True(answer.IsRefused);
            return;
        }
        var receipt = answer.OrThrow();
        Assert.Equal(bill.Pool, receipt.PoolPay.Yuan);
        var share = step.Yuan + step.Own - bill.Pool;
        var own = step.UseAccounts ? Math.Min(share, _paper.BalanceOf(step.Who)) : 0;
        Assert.Equal(own, receipt.Own.Yuan);
        if (_paper.AidFor(step.Who) is { } most)
        {
            Assert.Equal(step.UseAccounts ? Math.Min(share - own, most) : 0, receipt.Aid.Yuan);
        }
        Assert.Equal(share, (receipt.Own + receipt.Aid + receipt.Cash).Yuan);
        Assert.All(FundersOf(receipt), part => Assert.True(_paper.IsTied(part.Funder, step.Who)));
        _paper.Book(step.Who, bill, own, FundersOf(receipt), sign: 1);
        _standing.Add(new Standing(step.Who, receipt, bill));
        await _ledger.Person(step.Who).Attend();
    }

    async Task Reverse(int which)
    {
        if (_standing.Count == 0)
        {
            return;
        }
        var one = _standing[which % _standing.Count];
        await _ledger.Reverse(one.Receipt);
        _paper.Book(one.Who, one.Bill, one.Receipt.Own.Yuan, FundersOf(one.Receipt), sign: -1);
        _standing.Remove(one);
        await _ledger.Person(one.Who).Attend();
    }

    Task Wait(int days)
    {
        _time.Pass(TimeSpan.FromDays(days));
        return Task.CompletedTask;
    }

    static (string Funder, decimal Yuan)[] FundersOf(Receipt receipt) =>
    [
        .. receipt.Lines.Where(static line => line.PaidBy == PaidBy.FamilyAid)
            .Select(static line => (line.Funder!.Value.Value, line.Amount.Yuan)),
    ];
}

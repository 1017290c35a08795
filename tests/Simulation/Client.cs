using Gongji.Credentials;
using Gongji.People;

namespace Gongji.Tests.Simulation;

/// <summary>An institution's program: it settles, reverses, asks again when it does not know, sometimes gives up.
/// </summary>
/// <param name="mistakes">What it gets wrong now and then; null when nothing.</param>
sealed class Client(
    Cluster cluster,
    WorldTime time,
    IGrains grains,
    Codes codes,
    Visits visits,
    Mistakes? mistakes,
    string name,
    List<Request> history)
{
    const int TriesMax = 8;

    static readonly string[] Straying =
        [Faults.RequestDoubled, Faults.RequestLate, Faults.RequestVeryLate, Faults.ReplyLost];

    static readonly HashSet<string> Passing = [.. RefusalTexts.Passing(typeof(Refusal).Assembly)];

    readonly Dice _dice = cluster.World.Dice.Another();
    readonly Changes _changes = new(cluster.World.Dice.Another(), grains);
    readonly Readings _readings = new(cluster.World.Dice.Another(), grains, time, history);
    readonly Gateway _gateway = new(grains, time, cluster.Disk.Watcher);
    int _serial;

    /// <param name="without">The operations that are thought of and left out, by their number from 0.</param>
    public async Task Work(int operations, IReadOnlySet<int> without)
    {
        for (var i = 0; i < operations; i++)
        {
            await Task.Delay(_dice.Milliseconds(0, _dice.Below(4) == 0 ? 3_000 : 30), time);
            var request = mistakes is not null && _dice.Below(6) == 0 ? mistakes.Next(NextId()) : Next();
            if (!without.Contains(i))
            {
                await Ask(request);
            }
        }
    }

    Request? Next() => _dice.Below(40) switch
    {
        < 10 => NewSettlement(),
        >= 38 => _readings.Next(NextId()),
        20 or >= 36 => _changes.ChangeTie(NextId(), ChinaTime.DayOf(time.GetUtcNow())),
        >= 33 => Change(),
        32 => codes.ChangeView(NextId()),
        >= 30 => codes.Issue(NextId()),
        29 => _dice.Below(4) > 0 ? visits.ChangeInstitution(NextId()) : visits.Sign(NextId()),
        >= 22 => visits.Next(NextId()),
        10 => _dice.Below(4) > 0 ? _changes.BlockAccount(NextId()) : BlockCredential(),
        < 13 => SettleAgain(),
        < 15 => Reverse(),
        < 17 => ReverseOperation(),
        17 => Change(),
        18 => _readings.PreSettle(NextId()),
        19 => _changes.ChangeInsurance(NextId(), ChinaTime.DayOf(time.GetUtcNow())),
        _ => Void(),
    };

    async Task Ask(Request? request)
    {
        if (request is null)
        {
            return;
        }
        history.Add(request);
        request.FirstSent = cluster.World.Now;
        cluster.Disk.Watcher.Hear(request);
        for (var tries = 0; tries < TriesMax; tries++)
        {
            request.Sends++;
            request.LastSent = cluster.World.Now;
            var struck = Strays();
            try
            {
                var answer = await request.Send();
                request.MayStillArrive |= Strays() != struck;
                if (answer is Refusal refusal && Passing.Contains(refusal.Code) && _dice.Below(2) == 0)
                {
                    continue;
                }
                (request.Answer, request.AnsweredAt) = (answer, cluster.World.Now);
                cluster.World.Tell($"{name}: {request.What} {request.Operation} = {Brief(answer)}");
                cluster.Disk.Hears(request, answer);
                return;
            }
            catch (OverloadedException)
            {
                request.MayStillArrive |= Strays() != struck;
                Watcher.Check(
                    request.MayStillArrive || !cluster.Disk.Watcher.Operations.ContainsKey(request.Operation),
                    $"{request.Operation} is told that nothing was booked, and is in the journal");
            }
            catch (Exception exception) when (exception is OutcomeUnknownException or TimeoutException)
            {
                request.MayStillArrive = true;
            }
            await Task.Delay(_dice.Milliseconds(1, 2_000), time);
        }
        cluster.World.Tell($"{name}: {request.What} {request.Operation} = given up, unknown");
    }

    /// <summary>How many messages so far were doubled, late or lost on their way back, of all senders.</summary>
    int Strays() => Straying.Sum(kind => cluster.Faults.Struck.GetValueOrDefault(kind));

    static string Brief(object answer) => answer switch
    {
        Refusal refusal => refusal.Code,
        Receipt receipt => $"settled pool={receipt.PoolPay} own={receipt.Own} aid={receipt.Aid} cash={receipt.Cash}",
        _ => answer.GetType().Name,
    };

    OperationId NextId() => OperationId.Of($"{name}/{++_serial}");

    Request NewSettlement()
    {
        var id = NextId();
        var (person, token) = codes.Comer();
        var isAllBarred = _dice.Below(40) == 0;
        var bill = Population.BillOf(
            person,
            $"V-{name}-{_serial}",
            ChinaTime.DayOf(time.GetUtcNow()),
            isAllBarred ? 0 : _dice.Between(1, _dice.Below(3) == 0 ? 90_000 : 9_000),
            isAllBarred ? _dice.Between(1, 5_000) : _dice.Below(3) == 0 ? _dice.Below(5_000) : 0,
            _dice.Between(1, 3),
            isAllBarred || _dice.Below(5) == 0);
        if (_dice.Below(12) == 0)
        {
            bill = bill with { Institution = Population.Another(_dice) };
        }
        return SettleRequest(
            id,
            new Settle(
                Operation.Of(id, bill.Digest), SettlementId.Of($"S-{name}-{_serial}"), bill, _dice.Below(10) > 0),
            token);
    }

    Request SettleRequest(OperationId id, Settle command, CredentialHash? token = null)
    {
        var message = new Message(id, command.Bill.Person, command.Bill.Institution.Code, "2207", token);
        return new Request(id, "settle")
        {
            Send = () => _gateway.Settle(
                message,
                () => Task.FromResult<Answer<Bill>>(command.Bill),
                (_, viewer) => command with { ShownBy = viewer }),
        };
    }

    /// <summary>The same batch under another operation id, as a clerk who presses again sends it; sometimes with other
    /// lines, sometimes as a new visit.</summary>
    Request? SettleAgain()
    {
        if (Known<Receipt>() is not { } receipt)
        {
            return null;
        }
        var id = NextId();
        // What a visit sealed is settled as it was sealed; only a visit that nobody registered can be anything.
        var registered = !receipt.Bill.Visit.Value.StartsWith("V-", StringComparison.Ordinal);
        var bill = (registered ? 2 : _dice.Below(4)) switch
        {
            0 => Population.BillOf(receipt.Bill.Person, receipt.Bill.Visit.Value, receipt.Bill.From, 777, 0, 2),
            1 => receipt.Bill with { Visit = VisitId.Of($"V-{name}-{_serial}") },
            _ => receipt.Bill,
        };
        return SettleRequest(id, new Settle(
            Operation.Of(id, bill.Digest), SettlementId.Of($"S-{name}-{_serial}"), bill, UseAccount: true));
    }

    Request? Reverse()
    {
        if (Known<Receipt>() is not { } receipt)
        {
            return null;
        }
        var id = NextId();
        var command = new Reverse(Operation.Of(id, ""), receipt.Settlement, receipt.Bill.Visit);
        return new Request(id, "reverse")
        {
            Asks = (GrainKey.Person(receipt.Bill.Person), command),
            Send = async () => Unwrap(await grains.Person(receipt.Bill.Person).Reverse(command)),
        };
    }

    /// <summary>Reverses a message, often one whose outcome is not known or that is still under way.</summary>
    Request? ReverseOperation()
    {
        if (history.Where(static request => request.What == "settle").ToArray() is not { Length: > 0 } sent)
        {
            return null;
        }
        var original = sent[^(1 + _dice.Below(Math.Min(sent.Length, 6)))];
        var person = _dice.Pick(Population.People);
        person = (original.Answer as Receipt)?.Bill.Person ?? person;
        var id = NextId();
        var command = new ReverseOperation(Operation.Of(id, ""), original.Operation);
        return new Request(id, "reverse operation")
        {
            Asks = (GrainKey.Person(person), command),
            Send = async () => Unwrap(await grains.Person(person).ReverseOperation(command)),
        };
    }

    Request Change()
    {
        var id = NextId();
        if (_dice.Below(2) == 0
            && history.Where(static sent => sent.Credited is not null).ToArray() is { Length: > 0 } credits)
        {
            return TakeBack(id, _dice.Pick(credits));
        }
        var credit = new CreditAccount(
            Operation.Of(id, ""),
            Money.FromFen(_dice.Between(1, 9_000)),
            time.GetUtcNow().Year - _dice.Below(2),
            CreditSource.Contribution);
        // Mostly whoever has little: what is taken back was spent by then.
        var person = PersonNo.Of(_dice.Pick(["PB", "PD", "PF", "PH", "PH"]));
        return new Request(id, "credit")
        {
            Asks = (GrainKey.Person(person), credit),
            Credited = person,
            Send = async () => Unwrap(await grains.Person(person).Credit(credit)),
        };
    }

    /// <summary>Takes back a credit that may be spent, taken back already or not yet booked.</summary>
    Request TakeBack(OperationId id, Request credit)
    {
        var amount = _dice.Below(3) == 0 ? Money.FromFen(_dice.Between(1, 4_000)) : default(Money?);
        var command = new TakeBackCredit(Operation.Of(id, ""), credit.Operation, TakeBackReason.Mistake, amount);
        return new Request(id, "take back")
        {
            Asks = (GrainKey.Person(credit.Credited!.Value), command),
            Send = async () => Unwrap(await grains.Person(credit.Credited!.Value).TakeBackCredit(command)),
        };
    }

    /// <summary>Blocks a card or a token, or ends its block.</summary>
    Request BlockCredential()
    {
        var operation = Operation.Of(NextId(), "");
        var isFound = _dice.Below(2) == 0;
        var (credential, person) = codes.Losable(isFound);
        var card = grains.Credential(credential);
        return !isFound
            ? new Request(operation.Id, "block credential")
            {
                Send = async () => Unwrap(await card.Block(new BlockCredential(operation, person, BlockReason.Lost))),
            }
            : new Request(operation.Id, "unblock credential")
            {
                Send = async () => Unwrap(await card.Unblock(new UnblockCredential(operation, person))),
            };
    }

    Request? Void()
    {
        if (Known<Receipt>() is not { } receipt)
        {
            return null;
        }
        var command = new VoidBills(receipt.Bill.Visit, [new SealedBatch(receipt.Bill.Batch, 1)]);
        return new Request(NextId(), "void")
        {
            Asks = (GrainKey.Person(receipt.Bill.Person), command),
            Send = async () => Unwrap(await grains.Person(receipt.Bill.Person).VoidBills(command)),
        };
    }

    T? Known<T>() where T : class
    {
        T[] known = [.. history.Select(static request => request.Answer).OfType<T>()];
        return known.Length > 0 ? _dice.Pick(known) : null;
    }

    internal static object Unwrap<T>(Answer<T> answer) where T : class =>
        answer.IsRefused ? answer.Refusal : answer.Value;
}

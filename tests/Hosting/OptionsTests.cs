using System.ComponentModel.DataAnnotations;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Gongji.Tests.Hosting;

public sealed class OptionsTests
{
    const string NoTimeForOneMessage =
        "StopWithin is shorter than DrainFor, AskFor and AnswerWithin for one message, and the 5 s to leave";

    [Fact]
    public void The_waits_as_they_are_go_together() =>
        new HostingOptions().Validate(new WaitOptions(), new AskAgainOptions());

    [Theory]
    [InlineData(10, 2, 2, 60, "AskFor leaves no time after one AnswerWithin")]
    [InlineData(3, 10, 2, 60, "AskFor ends before LookEvery finds another silo")]
    [InlineData(3, 2, 4, 60, "AskFor ends before ProbeEvery finds a silo dead")]
    [InlineData(3, 2, 2, 21, NoTimeForOneMessage)]
    [InlineData(1, 2, 2, 60, "ConnectWithin is longer than AnswerWithin")]
    [InlineData(3, 0, 2, 60, "The field LookEvery must be between 00:00:01 and 00:01:00.")]
    [InlineData(3, 2, 0, 60, "The field ProbeEvery must be between 00:00:01 and 00:00:30.")]
    [InlineData(3, 2, 2, 9, "The field StopWithin must be between 00:00:10 and 00:02:00.")]
    public void A_wait_that_makes_another_useless_is_refused_by_name(
        int answerWithin, int lookEvery, int probeEvery, int stopWithin, string why)
    {
        var waits = new WaitOptions
        {
            AnswerWithin = TimeSpan.FromSeconds(answerWithin),
            LookEvery = TimeSpan.FromSeconds(lookEvery),
        };
        var options = new HostingOptions
        {
            ProbeEvery = TimeSpan.FromSeconds(probeEvery),
            StopWithin = TimeSpan.FromSeconds(stopWithin),
        };

        var wrong = Assert.Throws<ValidationException>(() => options.Validate(waits, new AskAgainOptions()));

        Assert.Equal(why, wrong.Message);
    }

    [Fact]
    public void Whoever_asks_again_does_so_after_a_lost_grain_was_looked_for_again()
    {
        var options = new HostingOptions { LocateWithin = TimeSpan.FromSeconds(9) };

        var wrong = Assert.Throws<ValidationException>(
            () => options.Validate(new WaitOptions(), new AskAgainOptions()));

        Assert.Equal("AskFor ends before LocateWithin lets a grain be looked for again", wrong.Message);
    }

    [Fact]
    public async Task A_silo_of_a_cluster_waits_for_others_as_long_as_was_chosen()
    {
        await using var store = new MemoryJournalStore();
        var options = new HostingOptions { LocateWithin = TimeSpan.FromSeconds(4) };
        var member = new MemberOptions
        {
            Cluster = new()
            {
                Database = "Host=nowhere",
                Waits = new WaitOptions { AnswerWithin = TimeSpan.FromSeconds(5) },
            },
        };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.AddLedgerInCluster(
            options, member, new AskAgainOptions(), store, TestSeals.Sealer, TestLedger.Policies, TestLedger.Clock));
        using var host = builder.Build();

        var calls = host.Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;

        Assert.Equal(TimeSpan.FromSeconds(5), calls.ResponseTimeout);
        Assert.Equal(TimeSpan.FromSeconds(4), calls.SystemResponseTimeout);
    }

    [Fact]
    public void A_stop_that_would_be_over_before_the_drain_is_refused()
    {
        var options = new HostingOptions
        {
            DrainFor = TimeSpan.FromSeconds(20),
            StopWithin = TimeSpan.FromSeconds(24),
        };

        var wrong = Assert.Throws<ValidationException>(options.Validate);

        Assert.Equal("StopWithin is shorter than DrainFor and the 5 s to leave", wrong.Message);
    }

    [Theory]
    [InlineData("https://messages.example/notices", true)]
    [InlineData("http://127.0.0.1:9000", true)]
    [InlineData("http://[::1]:9000/notices?area=610100", true)]
    [InlineData("http://localhost", true)]
    [InlineData("http://messages.example/notices", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("https://user:password@messages.example", false)]
    [InlineData("messages.example", false)]
    [InlineData("", false)]
    public void Notices_leave_this_machine_encrypted_or_not_at_all(string address, bool taken)
    {
        var options = new HostingOptions { Notices = { To = address } };

        var wrong = Record.Exception(options.Validate);

        Assert.Equal(
            taken
                ? null
                : $"Notices.To (--notices): '{address}' is no address of https, or of http on this machine",
            (wrong as ValidationException)?.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a\nline")]
    [InlineData("令牌")]
    public void A_token_that_fits_no_header_is_refused_without_being_told(string token)
    {
        var options = new HostingOptions { Notices = { Token = token } };

        var wrong = Assert.Throws<ValidationException>(options.Validate);

        Assert.Equal("Notices.Token is empty or has characters that no token has", wrong.Message);
    }
}

using Gongji.Ledger.People.Enrolment;
using Gongji.People;

namespace Gongji.Ledger.People.Viewer;

/// <summary>Decides whose medical codes a person may show.</summary>
static class Viewing
{
    /// <summary>So many a viewer may have (A: the national platform's rule for 亲情账户); a person may be viewed by
    /// many.</summary>
    const int ViewedMax = 5;

    public static Answer<ViewBound> Decide(
        ViewerState state, EnrolmentState enrolment, Facts facts, BindView command)
    {
        if (Enrolling.RefusesStranger(enrolment, facts) is { } refusal)
        {
            return refusal;
        }
        if (command.Viewed == facts.Person)
        {
            return Refusal.Of(ViewRefusal.OfOneself, "viewed", "");
        }
        return state.Viewed.Count >= ViewedMax && !state.Viewed.Contains(command.Viewed)
            ? Refusal.Of(ViewRefusal.TooMany, "viewed", $"{state.Viewed.Count}")
            : new ViewBound(command.Viewed);
    }

    public static Answer<ViewEnded> Decide(ViewerState state, EndView command) =>
        Refuses(state, command.Viewed) is { } refusal ? refusal : new ViewEnded(command.Viewed);

    public static Refusal? Refuses(ViewerState state, PersonNo viewed) =>
        state.Viewed.Contains(viewed) ? null : Refusal.Of(ViewRefusal.Unknown, "viewed", "");
}

using Gongji.Ledger.Books;

namespace Gongji.Ledger.People.Viewer;

public sealed record ViewBound(PersonNo Viewed) : IGrainEvent;

public sealed record ViewEnded(PersonNo Viewed) : IGrainEvent;

/// <summary>A person as the viewer of others.</summary>
public sealed class ViewerState : IRole
{
    /// <summary>Whose codes the person may show.</summary>
    public List<PersonNo> Viewed { get; init; } = [];

    public bool HasOpenWork => false;

    /// <returns>False when the event is another role's.</returns>
    public bool Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case ViewBound e:
                Viewed.Remove(e.Viewed);
                Viewed.Add(e.Viewed);
                return true;
            case ViewEnded e:
                Viewed.Remove(e.Viewed);
                return true;
            default:
                return false;
        }
    }
}

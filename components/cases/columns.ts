/** The columns of the list of cases, for its head and its rows alike. */
export const COLUMNS = 'grid grid-cols-[26px_80px_minmax(0,1fr)_92px_104px_32px_104px_40px_56px] gap-x-2 px-3.5';
